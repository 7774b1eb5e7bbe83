import type { EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { Article } from '../articles/article';
import { freeArticleSlug, slugOf } from '../articles/free-slug';
import { saveStories } from '../articles/save-stories';
import { contentHashOf } from '../articles/story';
import { knownNames } from '../entities/known-names';
import { Gazetteer } from '../linking/gazetteer';
import { Section } from '../sections/section';
import { readScrapedText, UnreadableArticle, type ScrapedArticle } from './text';

export interface ImportOptions {
  publishedAt: Date;
  /** BCP 47 tag. */
  language: string;
  /** Name or slug of the section; without it, the section line of the text. */
  section?: string | undefined;
  canonicalUrl?: string | undefined;
  /** Whether readers are to see it; without it, it stays a draft. */
  publish: boolean;
}

export interface Imported {
  outcome: 'CREATED' | 'PUBLISHED' | 'UNCHANGED';
  article: Article;
}

/** Keeps two imports of one article apart; any number will do. */
const IMPORT_LOCK = 0x0da7_1390;

/**
 * Takes in, within a transaction, one article as scraped from a web page. One that is there already, by canonical URL or by what
 * it says, stays as it is; a draft is published if that is asked for.
 *
 * @throws UnreadableArticle when the text is no article, or no section is known
 */
export async function importArticle(
  manager: EntityManager,
  text: string,
  options: ImportOptions,
): Promise<Imported> {
  const scraped = readScrapedText(text);
  await manager.query('SELECT pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
  const known = await findKnown(manager, scraped, options);
  return known ? keep(manager, known, options) : create(manager, scraped, options);
}

function findKnown(
  manager: EntityManager,
  scraped: ScrapedArticle,
  { canonicalUrl }: ImportOptions,
): Promise<Article | null> {
  const sameWords = { contentHash: contentHashOf(scraped) };
  const where = canonicalUrl === undefined ? sameWords : [{ canonicalUrl }, sameWords];
  return manager.findOne(Article, { where, order: { uuid: 'ASC' } });
}

async function keep(
  manager: EntityManager,
  article: Article,
  { publish, publishedAt }: ImportOptions,
): Promise<Imported> {
  if (!publish || article.status !== 'DRAFT') return { outcome: 'UNCHANGED', article };
  const revision = article.revision + 1;
  Object.assign(article, { status: 'PUBLISHED', publishedAt, revision, updatedAt: new Date() });
  return { outcome: 'PUBLISHED', article: await manager.save(article) };
}

async function create(
  manager: EntityManager,
  scraped: ScrapedArticle,
  options: ImportOptions,
): Promise<Imported> {
  const section = await sectionNamed(manager, options.section ?? scraped.section);
  const story = {
    slug: await freeArticleSlug(manager, scraped.headline),
    headline: scraped.headline,
    standfirst: scraped.standfirst,
    byline: null,
    sectionId: section.uuid,
    language: options.language,
    source: null,
    canonicalUrl: options.canonicalUrl ?? null,
    status: options.publish ? ('PUBLISHED' as const) : ('DRAFT' as const),
    publishedAt: options.publishedAt,
    blocks: scraped.blocks,
  };
  const gazetteer = new Gazetteer(await knownNames(manager));
  const [article] = (await saveStories(manager, [story], gazetteer)).articles;
  if (!article) throw new Error('the article was not written');
  return { outcome: 'CREATED', article };
}

/** The section of that name or slug; a new one if there is none. */
async function sectionNamed(manager: EntityManager, name: string | null): Promise<Section> {
  const slug = slugOf(name ?? '');
  if (name === null || slug === '') {
    throw new UnreadableArticle('It has no section line; name its section with --section.');
  }
  const known = await manager.findOne(Section, { where: { slug } });
  return known ?? manager.save(Object.assign(new Section(), { uuid: uuidV7(), slug, name }));
}
