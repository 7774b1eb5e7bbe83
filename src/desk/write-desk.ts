import { In, type DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { Article } from '../articles/article';
import { foldTallies } from '../articles/entity-tally';
import { saveStories } from '../articles/save-stories';
import { staleCitations } from '../claims/stale-citations';
import { syncRows } from '../database/sync';
import { knownNames } from '../entities/known-names';
import { Gazetteer } from '../linking/gazetteer';
import { Section } from '../sections/section';
import { DeskError } from './desk-error';
import type { Desk } from './format';
import { writeEntities } from './write-entities';
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
