import type { StoryBlock } from '../articles/story';
import { blocksInHtml, lineOfHtml } from './html-blocks';
import { cleanLine } from './text';

/** UTF-16 code units: a longer summary is no standfirst. */
const LONGEST_STANDFIRST = 500;
const LONGEST_URL = 2000;

/** An absolute http or https URL; null where the text is none. */
export function urlIn(text: string | null | undefined, base?: string): string | null {
  const said = text?.trim() ?? '';
  if (said === '' || !URL.canParse(said, base)) return null;
  const { href, protocol } = new URL(said, base);
  return /^https?:$/.test(protocol) && href.length <= LONGEST_URL ? href : null;
}

/** One line of text; null where there is nothing in it. */
export function lineIn(text: string | null | undefined): string | null {
  return (
    cleanLine((text ?? '').toWellFormed().replace(/[\r\n\v\f\u0085\u2028\u2029]+/gu, ' ')) || null
  );
}

/** A BCP 47 tag as it is written canonically; null where the text is none. */
export function languageIn(text: string | null | undefined): string | null {
  const said = (text ?? '').trim().replaceAll('_', '-');
  if (said === '') return null;
  try {
    return Intl.getCanonicalLocales(said)[0] ?? null;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

/** Names as they are printed over a story; null where there are none. */
export function bylineOf(names: readonly (string | null | undefined)[]): string | null {
  const said = names.map(lineIn).filter((name) => name !== null);
  return [...new Set(said)].join(', ') || null;
}

/** Plain text as blocks: each line one, or each run of lines between blank ones where there are such. */
export function blocksInText(text: string): StoryBlock[] {
  const parts = /\n[ \t\r]*\n/.test(text) ? text.split(/\n[ \t\r]*\n/) : text.split(/\r?\n/);
  return parts.flatMap((part) => {
    const line = lineIn(part);
    return line === null ? [] : [{ kind: 'PARAGRAPH' as const, text: line }];
  });
}

/** A summary as standfirst: not one that is long, or only repeats how the text begins. */
export function standfirstIn(html: string | null, body: readonly StoryBlock[]): string | null {
  const line = lineOfHtml(html ?? '');
  if (line === '' || line.length > LONGEST_STANDFIRST || body.length === 0) return null;
  const said = line.replace(
    /\s*(?:\[?(?:…|\.\.\.)\]?|\[&hellip;\])\s*(?:read more.*|continue reading.*)?$/iu,
    '',
  );
  const text = body.map((block) => block.text).join(' ');
  return text.startsWith(said) ? null : line;
}

/** The body of an item that is HTML, or plain text where it has no markup. */
export function bodyIn(content: string): StoryBlock[] {
  return /<[a-z!/]|&(?:#\d+|[a-z]+);/i.test(content)
    ? blocksInHtml(content)
    : blocksInText(content);
}
