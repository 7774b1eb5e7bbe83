import { In, type EntityManager } from 'typeorm';
import { v5 as uuidV5 } from 'uuid';
import { syncRows } from '../database/sync';
import type { Gazetteer } from '../linking/gazetteer';
import { unknownNames, type UnknownName } from '../linking/unknown-names';
import type { Told } from './link-entities';
import type { Mention } from './mention';
import type { MentionRuling } from './mention-ruling';
import { Suggestion, SuggestionArticle } from './suggestion';

/** An article that has been read, with what editors say of its words. */
export interface Reading {
  told: Told;
  mentions: readonly Mention[];
  rulings: readonly MentionRuling[];
}

/** UTF-16 code units: of a longer text, which is no article of a newspaper, nothing is suggested. */
const LONGEST_READ = 100_000;

/** What ids of suggestions are made in. */
const NAMESPACE = '0a4ad6b5-6a0f-5d0e-9a57-1b1b1f2c9f5e';

/**
 * Writes what looks like a name in articles, and is none that is known or that editors have spoken of. Of
 * articles in English alone: of other languages nothing can be guessed.
 */
export async function noteSuggestions(
  manager: EntityManager,
  readings: readonly Reading[],
  gazetteer: Gazetteer,
): Promise<void> {
  const noted = readings.flatMap((reading) => {
    const articleId = reading.told.article.uuid;
    const names = namesOf(reading).filter(({ text }) => !gazetteer.knows(text));
    return names.map((name) => ({ ...name, articleId, id: uuidV5(name.key, NAMESPACE) }));
  });
  // Of two that are alike the one whose kind could be guessed is kept.
  const kindLast = noted.toSorted((a, b) => Number(a.kind !== null) - Number(b.kind !== null));
  await writeNew(manager, new Map(kindLast.map((name) => [name.id, name])));
  const rows = noted.map(({ id, articleId, count }) =>
    Object.assign(new SuggestionArticle(), { suggestionId: id, articleId, count }),
  );
  const where = { articleId: In(readings.map(({ told }) => told.article.uuid)) };
  await syncRows(
    manager,
    SuggestionArticle,
    rows,
    await manager.find(SuggestionArticle, { where }),
  );
}

function namesOf({ told, mentions, rulings }: Reading): UnknownName[] {
  const { language, body } = told.article;
  if (!/^en\b/u.test(language) || body.length > LONGEST_READ) return [];
  const spoken = [...mentions, ...rulings].map(({ blockId, start, end, kind }) => ({
    ...{ blockId, start, end },
    kind: kind ?? 'NONE',
  }));
  return unknownNames(
    told.blocks.map(({ uuid, text }) => ({
      text,
      known: spoken.filter(({ blockId }) => blockId === uuid),
    })),
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
