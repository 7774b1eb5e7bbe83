import { Command, InvalidArgumentError } from 'commander';
import { In, type DataSource } from 'typeorm';
import { relink } from '../articles/relink';
import type { Relinking } from '../articles/relinking';
import { NamedEntity } from '../entities/named-entity';
import { print, withDatabase } from './terminal';

/** Articles in one transaction. */
const BATCH = 200;
const MOST_IN_BATCH = 5000;
/** Entities that the report names. */
const MOST_SHOWN = 20;

export function relinkCommand(): Command {
  return new Command('relink')
    .description('Read all articles for names again, after names have changed. May be broken off.')
    .option('--batch <articles>', 'how many articles one transaction reads', articles, BATCH)
    .action(async ({ batch }: { batch: number }) => {
      await withDatabase(async ({ db }) => {
        const done = await relink(db, batch, ({ articlesRead }) => {
          print(`${articlesRead} articles read`);
        });
        for (const line of await reportOf(db, done)) print(line);
      });
    });
}

function articles(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MOST_IN_BATCH) return count;
  throw new InvalidArgumentError(`It must be a number from 1 to ${MOST_IN_BATCH}.`);
}

async function reportOf(
  db: DataSource,
  { articlesRead, articlesChanged, entities }: Relinking,
): Promise<string[]> {
  const changes = Object.entries(entities);
  const [added, removed] = changes.reduce(
    ([a, r], [, entity]) => [a + entity.added, r + entity.removed],
    [0, 0],
  );
  const shown = changes
    .sort(([, a], [, b]) => b.added + b.removed - (a.added + a.removed))
    .slice(0, MOST_SHOWN);
  const named = await db.manager.findBy(NamedEntity, { uuid: In(shown.map(([id]) => id)) });
  const nameOf = new Map(named.map(({ uuid, name }) => [uuid, name]));
  return [
    `Articles: ${articlesRead} read, ${articlesChanged} changed. Mentions: ${added} added, ${removed} removed.`,
    ...shown.map(
      ([id, entity]) =>
        `  ${nameOf.get(id) ?? 'an entity that is gone'}: +${entity.added} -${entity.removed}`,
    ),
    ...(changes.length > shown.length ? [`  … and ${changes.length - shown.length} more`] : []),
  ];
}
