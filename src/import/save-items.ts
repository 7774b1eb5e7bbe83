import type { EntityManager } from 'typeorm';
import type { Article } from '../articles/article';
import { freeSlugs, headlineSlug } from '../articles/free-slug';
import { saveStories } from '../articles/save-stories';
import type { Story } from '../articles/story';
import { summarize } from '../claims/rewrite';
import { copyRows } from '../database/copy';
import type { Gazetteer } from '../linking/gazetteer';
import { ArticleOrigin } from './article-origin';
import { keepHistory } from './history';
import { idFor, writtenIn } from './identity';
import { findKnown, type Known } from './known';
import type { NamesOfItems } from './read-names';
import { statusOf, type ImportOptions, type Resolved } from './resolve';
import { sectionIds } from './sections';
import { takeChange } from './take-change';

/** What became of an item. */
export interface Saved {
  outcome: 'CREATED' | 'UPDATED' | 'PUBLISHED' | 'UNCHANGED' | 'KEPT';
  article: Pick<Article, 'uuid' | 'slug' | 'status'>;
  /** Why a KEPT article was not changed. */
  reason?: string;
}

/** What is to be done, as it is known before the first row is written. */
export interface Plan {
  items: readonly Resolved[];
  known: readonly (Known | undefined)[];
  /** By slug. */
  sections: ReadonlyMap<string, string>;
  /** For the items that are not known, in their order. */
  slugs: readonly string[];
}

/** Looks up what is there already, and makes the sections that are not. */
export async function planItems(manager: EntityManager, items: readonly Resolved[]): Promise<Plan> {
  const known = await findKnown(manager, items);
  const fresh = items.filter((_, i) => !known[i]);
  const changed = items.filter((item, i) => {
    const before = known[i];
    return !before || (before.origin !== null && before.origin.said !== item.said);
  });
  const sections = await sectionIds(
    manager,
    changed.map(({ section }) => section),
  );
  const wanted = fresh.map(({ item }) => item.elsewhere?.slug ?? headlineSlug(item.headline));
  return { items, known, sections, slugs: await freeSlugs(manager, wanted) };
}

/**
 * Writes what a plan says, within its transaction: what is new at once, what has changed one by one.
 *
 * @param names of items that have been read for names already
 */
export async function writeItems(
  manager: EntityManager,
  plan: Plan,
  options: ImportOptions,
  gazetteer: Gazetteer,
  names?: NamesOfItems,
): Promise<Saved[]> {
  const created = await createAll(manager, plan, options, gazetteer, names);
  const saved: Saved[] = [];
  for (const [i, resolved] of plan.items.entries()) {
    const article = created.get(resolved);
    const before = plan.known[i];
    if (article) saved.push({ outcome: 'CREATED', article });
    else if (before) {
      const sectionId = plan.sections.get(resolved.section.slug) ?? '';
      saved.push(await takeChange(manager, { resolved, before, sectionId, options, gazetteer }));
    }
  }
  return saved;
}

async function createAll(
  manager: EntityManager,
  { items, known, sections, slugs }: Plan,
  options: ImportOptions,
  gazetteer: Gazetteer,
  names?: NamesOfItems,
): Promise<Map<Resolved, Article>> {
  const fresh = items.filter((_, i) => !known[i]);
  if (fresh.length === 0) return new Map();
  const stories = fresh.map((one, i) => ({
    ...storyOf(one, slugs[i] ?? '', sections.get(one.section.slug) ?? '', options),
    names: names?.get(one),
  }));
  await copyRows(manager, ArticleOrigin, originsOf(fresh, stories));
  await summarize(manager, 'Imported.');
  const { articles } = await saveStories(manager, stories, gazetteer);
  await keepHistory(manager, fresh);
  return new Map(articles.flatMap((article, i) => (fresh[i] ? [[fresh[i], article]] : [])));
}

type NewStory = Story & { elsewhere: NonNullable<Story['elsewhere']> };

function storyOf(
  resolved: Resolved,
  slug: string,
  sectionId: string,
  options: ImportOptions,
): NewStory {
  const { item, key, language, publishedAt } = resolved;
  const { headline, standfirst, byline, source, canonicalUrl, blocks } = item;
  const now = new Date();
  const fresh = { uuid: idFor(key, publishedAt ?? now), revision: 1, updatedAt: now };
  return {
    ...{ slug, headline, standfirst, byline, sectionId, language, source, canonicalUrl, blocks },
    status: statusOf(resolved, options.publish),
    publishedAt,
    elsewhere: item.elsewhere ?? fresh,
  };
}

/** In one order for all, so that two imports of the same wait for each other rather than lock up. */
function originsOf(fresh: readonly Resolved[], stories: readonly NewStory[]): ArticleOrigin[] {
  const origins = fresh.flatMap(({ key, said }, i) => {
    const story = stories[i];
    if (!story) return [];
    const { uuid: articleId } = story.elsewhere;
    return [
      Object.assign(new ArticleOrigin(), { ...key, articleId, said, written: writtenIn(story) }),
    ];
  });
  return origins.toSorted((a, b) => (a.feed + a.item < b.feed + b.item ? -1 : 1));
}
