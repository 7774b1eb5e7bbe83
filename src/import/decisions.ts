import { In, type DataSource, type EntityManager } from 'typeorm';
import { Article } from '../articles/article';
import { Block } from '../articles/block';
import { MentionRuling } from '../articles/mention-ruling';
import { relinkArticles } from '../articles/relink-articles';
import { Suggestion } from '../articles/suggestion';
import { syncRows, type Changes } from '../database/sync';
import { eventDateOf } from '../dates/event-date';
import { DeskError } from '../desk/desk-error';
import { EntityRedirect } from '../entities/entity-redirect';
import { entitiesOfSlugs } from '../entities/find-entities';
import { knownNames } from '../entities/known-names';
import { NamedEntity } from '../entities/named-entity';
import { Event } from '../events/event';
import { Gazetteer } from '../linking/gazetteer';
import { Proposal } from '../proposals/proposal';
import { decisionLines, type Decision } from './formats/jsonl-shape';

type Line<T extends Decision['type']> = Extract<Decision, { type: T }>['value'];

export const isDecision = (record: { type: string }): record is Decision =>
  Object.hasOwn(decisionLines, record.type);

/**
 * Writes what editors have decided beside what they wrote: which entities are one, what words name, what is
 * no name, and what became of proposals.
 *
 * @returns how many rows changed
 * @throws DeskError when what it is about is not there
 */
export function writeDecisions(db: DataSource, decisions: readonly Decision[]): Promise<number> {
  const of = <T extends Decision['type']>(type: T): Line<T>[] =>
    decisions.filter((one) => one.type === type).map(({ value }) => value as Line<T>);
  return db.transaction(async (manager) => {
    const changed = [
      await writeRedirects(manager, of('redirect')),
      await writeRulings(manager, of('ruling')),
      await writeDismissals(manager, of('dismissal')),
      await writeProposals(manager, of('proposal')),
    ];
    return changed.reduce((sum, one) => sum + one, 0);
  });
}

const changedBy = ({ created, updated }: Changes): number => created + updated;

function fail(what: string): never {
  throw new DeskError([{ where: 'the line', what }]);
}

async function writeRedirects(
  manager: EntityManager,
  lines: readonly Line<'redirect'>[],
): Promise<number> {
  const slugs = lines.map(({ slug }) => slug);
  const ids = lines.map(({ id }) => id);
  const isThere = await manager.existsBy(NamedEntity, [{ slug: In(slugs) }, { uuid: In(ids) }]);
  if (isThere) fail('the entity that was merged is there as another');
  const found = await entitiesOfSlugs(
    manager,
    lines.map(({ into }) => into),
  );
  const rows = lines.map(({ id: fromId, slug: fromSlug, into, at }) => {
    const intoId = found.get(into)?.uuid ?? fail('there is no entity that it was merged into');
    return Object.assign(new EntityRedirect(), { fromId, fromSlug, intoId, at });
  });
  const before = await manager.findBy(EntityRedirect, { fromId: In(ids) });
  return changedBy(await syncRows(manager, EntityRedirect, rows, before));
}

/** The articles are read again, as what they mention follows from what editors said. */
async function writeRulings(
  manager: EntityManager,
  lines: readonly Line<'ruling'>[],
): Promise<number> {
  if (lines.length === 0) return 0;
  const blocks = await manager.findBy(Block, { uuid: In(lines.map(({ block }) => block)) });
  const byId = new Map(blocks.map((block) => [block.uuid, block]));
  const named = lines.flatMap(({ entity }) => entity ?? []);
  const found = await entitiesOfSlugs(manager, named);
  const rows = lines.map(({ id: uuid, block: blockId, start, text, entity, kind }) => {
    const end = start + text.length;
    const block = byId.get(blockId);
    if (block?.text.slice(start, end) !== text) fail('the words are not in their block');
    const entityId = entity === undefined ? null : found.get(entity)?.uuid;
    if (entityId === undefined) fail('there is no entity that the words name');
    const said = { start, end, text, entityId, kind: kind ?? null };
    return Object.assign(new MentionRuling(), {
      uuid,
      blockId,
      articleId: block.articleId,
      ...said,
    });
  });
  const before = await manager.findBy(MentionRuling, { uuid: In(rows.map(({ uuid }) => uuid)) });
  const changed = changedBy(await syncRows(manager, MentionRuling, rows, before));
  const articles = [...new Set(rows.map(({ articleId }) => articleId))];
  if (changed > 0) {
    await relinkArticles(manager, articles, new Gazetteer(await knownNames(manager)));
  }
  return changed;
}

async function writeDismissals(
  manager: EntityManager,
  lines: readonly Line<'dismissal'>[],
): Promise<number> {
  const before = await manager.findBy(Suggestion, { uuid: In(lines.map(({ id }) => id)) });
  const rows = lines.map(({ id: uuid, key, text, kind, at: dismissedAt }) =>
    Object.assign(new Suggestion(), { uuid, key, text, kind: kind ?? null, dismissedAt }),
  );
  return changedBy(await syncRows(manager, Suggestion, rows, before));
}

/** What a sentence is proposed as already is decided on. */
async function writeProposals(
  manager: EntityManager,
  lines: readonly Line<'proposal'>[],
): Promise<number> {
  const slugs = lines.map(({ article }) => article);
  const articles = await manager.findBy(Article, { slug: In(slugs) });
  const articleIds = new Map(articles.map(({ slug, uuid }) => [slug, uuid]));
  const events = await manager.find(Event, {
    where: { uuid: In(lines.flatMap(({ event }) => event ?? [])) },
    select: { uuid: true },
  });
  const known = new Set(events.map(({ uuid }) => uuid));
  const before = await manager.findBy(Proposal, {
    articleId: In([...articleIds.values()]),
    key: In(lines.map(({ key }) => key)),
  });
  const placeOf = ({ articleId, key }: Pick<Proposal, 'articleId' | 'key'>): string =>
    `${articleId} ${key}`;
  const idAt = new Map(before.map((proposal) => [placeOf(proposal), proposal.uuid]));
  const rows = lines.map(({ id, article, block: blockId, event, date, ...told }) => {
    const articleId = articleIds.get(article) ?? fail('there is no article that it is from');
    const eventId = event !== undefined && known.has(event) ? event : null;
    const uuid = idAt.get(placeOf({ articleId, key: told.key })) ?? id;
    const end = told.start + told.quote.length;
    const row = { ...told, uuid, articleId, blockId, end, eventId, date: eventDateOf(date) };
    return Object.assign(new Proposal(), row);
  });
  const wanted = new Set(rows.map(placeOf));
  const old = before.filter((proposal) => wanted.has(placeOf(proposal)));
  return changedBy(await syncRows(manager, Proposal, rows, old));
}
