import { In, type DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { Article } from '../articles/article';
import { foldTallies } from '../articles/entity-tally';
import { saveStories } from '../articles/save-stories';
import { staleCitations } from '../claims/stale-citations';
import { syncRows } from '../database/sync';
import { Alias, aliasOf } from '../entities/alias';
import { entitiesOfSlugs } from '../entities/find-entities';
import { knownNames } from '../entities/known-names';
import { NamedEntity } from '../entities/named-entity';
import { Gazetteer } from '../linking/gazetteer';
import { Section } from '../sections/section';
import { DeskError, type DeskProblem } from './desk-error';
import { countryOf, entityRow } from './entity-rows';
import type { Desk, DeskEntity } from './format';
import { writeTimeline } from './write-timeline';

/** Keeps two writers of desks apart; any number will do. */
const DESK_LOCK = 0x0da7_de54;

/**
 * Loads a desk in one transaction: adds what is new, changes what differs, deletes nothing. A second
 * load of the same desk changes nothing.
 *
 * @returns how many rows changed
 * @throws DeskError with what is wrong; nothing is written then
 */
export async function writeDesk(db: DataSource, desk: Desk): Promise<number> {
  try {
    return await db.transaction((manager) => write(manager, desk));
  } catch (error) {
    throw clashOf(error) ?? error;
  }
}

async function write(manager: EntityManager, desk: Desk): Promise<number> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [DESK_LOCK]);
  const changed = [
    await writeSections(manager, desk),
    await writeEntities(manager, desk),
    await writeArticles(manager, desk),
    await writeTimeline(manager, desk),
  ];
  await refuseStaleCitations(manager, desk);
  await foldTallies(manager);
  return changed.reduce((sum, one) => sum + one, 0);
}

/** SQLSTATE of a value that another row has already. */
const UNIQUE_VIOLATION = '23505';

/** A row that was there before may bear a URL or an id that the desk gives to another. */
function clashOf(error: unknown): DeskError | null {
  const { code, table, detail } = error as { code?: string; table?: string; detail?: string };
  if (code !== UNIQUE_VIOLATION) return null;
  return new DeskError([{ where: table ?? 'the database', what: detail ?? 'is there already' }]);
}

/** A rewritten article may be quoted by claims that are not of this desk: their words must still be there. */
async function refuseStaleCitations(manager: EntityManager, desk: Desk): Promise<void> {
  const slugs = desk.articles.map(({ slug }) => slug);
  const articles = await manager.find(Article, { where: { slug: In(slugs) } });
  const slugOf = new Map(articles.map(({ uuid, slug }) => [uuid, slug]));
  const stale = await staleCitations(manager, [...slugOf.keys()]);
  if (stale.length === 0) return;
  throw new DeskError(
    stale.map(({ articleId }) => ({
      where: `articles/${slugOf.get(articleId) ?? ''}.md`,
      what: 'words that something already there quotes have changed',
    })),
  );
}

async function writeSections(manager: EntityManager, desk: Desk): Promise<number> {
  const slugs = desk.sections.map(({ slug }) => slug);
  const before = await manager.find(Section, { where: { slug: In(slugs) } });
  const ids = new Map(before.map(({ slug, uuid }) => [slug, uuid]));
  const rows = desk.sections.map(({ slug, name, id }) =>
    Object.assign(new Section(), { slug, name, uuid: ids.get(slug) ?? id ?? uuidV7() }),
  );
  const { created, updated } = await syncRows(manager, Section, rows, before);
  return created + updated;
}

async function writeEntities(manager: EntityManager, desk: Desk): Promise<number> {
  const problems: DeskProblem[] = [];
  const before = await entitiesBySlug(manager, desk.entities);
  // One that was merged into another stays so.
  const entities = desk.entities.filter(({ slug }) => (before.get(slug)?.slug ?? slug) === slug);
  // Countries first, so that what belongs to them can point to them.
  const rows = new Map<string, NamedEntity>();
  for (const entity of entities.toSorted(countriesFirst)) {
    const old = before.get(entity.slug);
    if (old && old.kind !== entity.kind) {
      problems.push({ where: `entities.yaml: ${entity.slug}`, what: `is there as a ${old.kind}` });
    }
    const slug = countryOf(entity);
    const country = slug === undefined ? undefined : (rows.get(slug) ?? before.get(slug));
    if (slug !== undefined && country?.kind !== 'COUNTRY') {
      problems.push({ where: `entities.yaml: ${entity.slug}`, what: `"${slug}" is no country` });
    }
    rows.set(entity.slug, entityRow(entity, old, country?.uuid));
  }
  if (problems.length > 0) throw new DeskError(problems);
  return saveEntities(manager, entities, rows, [...before.values()]);
}

const countriesFirst = (a: DeskEntity, b: DeskEntity): number =>
  Number(b.kind === 'COUNTRY') - Number(a.kind === 'COUNTRY');

/** What slugs stand for; those of merged entities for the ones that they were merged into. */
async function entitiesBySlug(
  manager: EntityManager,
  entities: readonly DeskEntity[],
): Promise<Map<string, NamedEntity>> {
  const slugs = entities.flatMap((entity) => [entity.slug, countryOf(entity) ?? []].flat());
  const found = [...(await entitiesOfSlugs(manager, slugs))];
  const ids = found.map(([, { uuid }]) => uuid);
  const rows = await manager.find(NamedEntity, { where: { uuid: In(ids) } });
  const byId = new Map(rows.map((row) => [row.uuid, row]));
  return new Map(
    found.flatMap(([slug, { uuid }]) => {
      const entity = byId.get(uuid);
      return entity ? [[slug, entity] as const] : [];
    }),
  );
}

async function saveEntities(
  manager: EntityManager,
  entities: readonly DeskEntity[],
  rows: ReadonlyMap<string, NamedEntity>,
  before: readonly NamedEntity[],
): Promise<number> {
  const known = before.filter(({ slug }) => rows.has(slug));
  const saved = await syncRows(manager, NamedEntity, [...rows.values()], known);
  const aliases = entities.flatMap((entity) => {
    const row = rows.get(entity.slug);
    return row ? entity.aliases.map((alias) => aliasOf(row.uuid, alias)) : [];
  });
  const there = await manager.find(Alias, {
    where: { uuid: In(aliases.map(({ uuid }) => uuid)) },
  });
  const named = await syncRows(manager, Alias, aliases, there);
  return saved.created + saved.updated + named.created + named.updated;
}

async function writeArticles(manager: EntityManager, desk: Desk): Promise<number> {
  const sections = await manager.find(Section);
  const sectionIds = new Map(sections.map(({ slug, uuid }) => [slug, uuid]));
  const lost = desk.articles.filter(({ section }) => !sectionIds.has(section));
  if (lost.length > 0) {
    throw new DeskError(
      lost.map(({ slug, section }) => ({
        where: `articles/${slug}.md`,
        what: `there is no section "${section}"`,
      })),
    );
  }
  const stories = desk.articles.map(({ section, publishedAt, ...article }) => ({
    ...article,
    standfirst: article.standfirst ?? null,
    byline: article.byline ?? null,
    source: article.source ?? null,
    canonicalUrl: article.canonicalUrl ?? null,
    sectionId: sectionIds.get(section) ?? '',
    publishedAt: publishedAt === undefined ? null : new Date(publishedAt),
  }));
  const gazetteer = new Gazetteer(await knownNames(manager));
  const { changes } = await saveStories(manager, stories, gazetteer);
  return changes.created + changes.updated;
}
