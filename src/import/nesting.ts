import { Parser } from 'htmlparser2';
import { UnreadableArticle } from './text';

/** Elements or values in one another: a page that says something has fewer, and browsers build no more. */
export const MOST_LEVELS = 500;

export function tooDeep(): UnreadableArticle {
  return new UnreadableArticle(`It is nested deeper than ${MOST_LEVELS} levels.`);
}

/**
 * Refuses HTML that is nested so deep that who walks it may run out of stack, or never come to an end.
 *
 * @throws UnreadableArticle
 */
export function refuseDeepHtml(html: string): void {
  let level = 0;
  const parser = new Parser({
    onopentagname: () => {
      level++;
      if (level > MOST_LEVELS) throw tooDeep();
    },
    onclosetag: () => {
      level--;
    },
  });
  parser.end(html);
}
