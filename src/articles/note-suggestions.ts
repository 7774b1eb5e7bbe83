import { In, type EntityManager } from 'typeorm';
import { v5 as uuidV5 } from 'uuid';
import { writeRows } from '../database/sync';
import type { UnknownName } from '../linking/unknown-names';
import { Suggestion, SuggestionArticle } from './suggestion';

/** What ids of suggestions are made in. */
const NAMESPACE = '0a4ad6b5-6a0f-5d0e-9a57-1b1b1f2c9f5e';

/** What looks like a name in an article. */
interface Noted {
  articleId: string;
  unknown: readonly UnknownName[];
}

/** Writes what looks like a name in articles, in place of what did before. */
export async function noteSuggestions(
  manager: EntityManager,
  articles: readonly Noted[],
): Promise<void> {
  const noted = articles.flatMap(({ articleId, unknown }) =>
    unknown.map((name) => ({ ...name, articleId, id: uuidV5(name.key, NAMESPACE) })),
  );
  // Of two that are alike the one whose kind could be guessed is kept.
  const kindLast = noted.toSorted((a, b) => Number(a.kind !== null) - Number(b.kind !== null));
  await writeNew(manager, new Map(kindLast.map((name) => [name.id, name])));
  const rows = noted.map(({ id, articleId, count }) =>
    Object.assign(new SuggestionArticle(), { suggestionId: id, articleId, count }),
  );
  const where = { articleId: In(articles.map(({ articleId }) => articleId)) };
  await writeRows(
    manager,
    SuggestionArticle,
    rows,
    await manager.find(SuggestionArticle, { where }),
  );
}

/** In the order of their ids, so that of two transactions neither waits for the other. */
async function writeNew(
  manager: EntityManager,
  names: ReadonlyMap<string, UnknownName>,
): Promise<void> {
  const there = await manager.find(Suggestion, {
    where: { uuid: In([...names.keys()]) },
    select: { uuid: true },
  });
  const known = new Set(there.map(({ uuid }) => uuid));
  const rows = [...names]
    .filter(([uuid]) => !known.has(uuid))
    .map(([uuid, { key, text, kind }]) => ({ uuid, key, text, kind, dismissedAt: null }))
    .sort((a, b) => (a.uuid < b.uuid ? -1 : 1));
  if (rows.length === 0) return;
  await manager.createQueryBuilder().insert().into(Suggestion).values(rows).orIgnore().execute();
}
