import { Command, InvalidArgumentError } from 'commander';
import { openSuggestions } from '../articles/suggestion.queries';
import { print, withDatabase } from './terminal';

const SHOWN = 50;
const MOST_SHOWN = 10_000;

export function suggestionsCommand(): Command {
  return new Command('suggestions')
    .description('What looks like a name in articles and is no entity’s, the most frequent first.')
    .option('--first <number>', 'how many', number, SHOWN)
    .action(async ({ first }: { first: number }) => {
      await withDatabase(async ({ db }) => {
        const open = await openSuggestions(db, first);
        if (open.length === 0) print('There are none. dateline relink reads all articles again.');
        for (const { text, kind, count, articles } of open) {
          print(`${text} · ${kind ?? 'kind unknown'} · ${count} times in ${articles} articles`);
        }
      });
    });
}

function number(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MOST_SHOWN) return count;
  throw new InvalidArgumentError(`It must be a number from 1 to ${MOST_SHOWN}.`);
}
