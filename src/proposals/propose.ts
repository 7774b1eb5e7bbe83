import { createHash } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import type { Article } from '../articles/article';
import { Block } from '../articles/block';
import { Mention } from '../articles/mention';
import { syncRows, type Changes } from '../database/sync';
import { eventDateOf } from '../dates/event-date';
import { readDates } from '../dating/read-dates';
import { groupBy } from '../graphql/loaders';
import { draftsIn, type Draft } from './draft';
import { Proposal } from './proposal';
import { ProposalReading } from './proposal-reading';

/**
 * Reads articles, which are written with their mentions, for what their sentences report, and makes their
 * open proposals into that. What an editor has decided on stays, and what was rejected anywhere is not
 * proposed again.
 */
export async function propose(
  manager: EntityManager,
  articles: readonly Article[],
): Promise<Changes> {
  const where = { articleId: In(articles.map(({ uuid }) => uuid)) };
  const blocks = await manager.find(Block, { where, order: { index: 'ASC' } });
  const mentions = groupBy(await manager.find(Mention, { where }), ({ blockId }) => blockId);
  const blocksOf = groupBy(blocks, ({ articleId }) => articleId);
  const before = await manager.find(Proposal, { where });
  const read = articles.flatMap((article) =>
    (blocksOf.get(article.uuid) ?? []).flatMap((block) =>
      draftsOf(article, block, mentions.get(block.uuid) ?? []),
    ),
  );
  const wanted = await undecided(manager, read, before);
  const decided = before.filter(({ state }) => state !== 'OPEN');
  const changes = await syncRows(manager, Proposal, [...decided, ...wanted], before);
  const readings = articles.map(({ uuid: articleId, revision }) => ({ articleId, revision }));
  if (readings.length > 0) await manager.upsert(ProposalReading, readings, ['articleId']);
  return changes;
}

function draftsOf(article: Article, block: Block, mentions: readonly Mention[]): Proposal[] {
  if (mentions.length === 0) return [];
  const { language, publishedAt, uuid: articleId, revision } = article;
  const dates = readDates(block.text, { language, publishedAt });
  const named = mentions.map(({ start }) => start);
  const publishedOn = (publishedAt ?? new Date()).toISOString().slice(0, 10);
  return draftsIn(block.text, language, dates, named, publishedOn).map((draft) => {
    const { start, end, quote, title, kind, status, date } = draft;
    const { edtf, phrase, anchor } = date;
    return Object.assign(new Proposal(), {
      ...{ uuid: uuidV7(), articleId, blockId: block.uuid, revision, start, end, quote, title },
      ...{ kind, status, date: eventDateOf({ edtf, phrase, anchor: anchor ?? undefined }) },
      ...{ key: keyOf(draft), state: 'OPEN' as const, eventId: null },
    });
  });
}

/** Same words, same date, same key, whatever the punctuation and the case. */
function keyOf({ quote, date }: Draft): string {
  const words =
    quote
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return createHash('sha256')
    .update(JSON.stringify([words, date.edtf]))
    .digest('hex');
}

/** Of what was read, each sentence once, without what was decided on; what was open before keeps its id. */
async function undecided(
  manager: EntityManager,
  read: readonly Proposal[],
  before: readonly Proposal[],
): Promise<Proposal[]> {
  const placeOf = ({ articleId, key }: Proposal): string => `${articleId} ${key}`;
  const known = new Map(before.map((proposal) => [placeOf(proposal), proposal]));
  const keys = [...new Set(read.map(({ key }) => key))];
  const found = await manager.find(Proposal, {
    where: { key: In(keys), state: 'REJECTED' },
    select: { uuid: true, key: true },
  });
  const rejected = new Set(found.map(({ key }) => key));
  const wanted = new Map<string, Proposal>();
  for (const proposal of read) {
    const old = known.get(placeOf(proposal));
    const isDecided = rejected.has(proposal.key) || (old && old.state !== 'OPEN');
    if (isDecided || wanted.has(placeOf(proposal))) continue;
    wanted.set(placeOf(proposal), old ? Object.assign(proposal, { uuid: old.uuid }) : proposal);
  }
  return [...wanted.values()];
}
