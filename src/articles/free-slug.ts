import slugify from '@sindresorhus/slugify';
import type { EntityManager } from 'typeorm';
import { Article } from './article';

/** UTF-16 code units: longer ones are cut. */
const LONGEST_SLUG = 120;
/** How many numbers behind a slug are looked up at once. */
const AT_ONCE = 32;

/** A text as a slug; empty where it has neither letters nor digits. */
export function slugOf(text: string): string {
  return slugify(text).slice(0, LONGEST_SLUG).replace(/-$/, '');
}

/** A slug made of a text, with a number where that is taken. Until the transaction ends no other gets the same. */
export async function freeSlug(
  manager: EntityManager,
  text: string,
  isTaken: (slug: string) => Promise<boolean>,
  fallback: string,
): Promise<string> {
  const base = slugOf(text) || fallback;
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `slug of ${fallback} ${base}`,
  ]);
  for (let number = 1; ; number++) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!(await isTaken(slug))) return slug;
  }
}

/** The slug of a headline; a word for what it is where it has neither letters nor digits. */
export function headlineSlug(headline: string): string {
  return slugOf(headline) || 'article';
}

/** For each of the wanted slugs, in their order, itself or one with a number; none of them twice. */
export async function freeSlugs(
  manager: EntityManager,
  bases: readonly string[],
): Promise<string[]> {
  const taken = await takenOf(manager, bases);
  const slugs: string[] = [];
  for (const base of bases) {
    let slug = base;
    for (let number = 2; taken.has(slug); number++) {
      if (number % AT_ONCE === 2) await lookUp(manager, base, number, taken);
      slug = `${base}-${number}`;
    }
    taken.add(slug);
    slugs.push(slug);
  }
  return slugs;
}

async function lookUp(
  manager: EntityManager,
  base: string,
  first: number,
  taken: Set<string>,
): Promise<void> {
  const numbered = Array.from({ length: AT_ONCE }, (_, i) => `${base}-${first + i}`);
  for (const slug of await takenOf(manager, numbered)) taken.add(slug);
}

async function takenOf(manager: EntityManager, slugs: readonly string[]): Promise<Set<string>> {
  const rows = await manager.query<{ slug: string }[]>(
    'SELECT slug FROM article WHERE slug = ANY ($1)',
    [slugs],
  );
  return new Set(rows.map(({ slug }) => slug));
}

/** A slug made of a headline, with a number where another article bears it. */
export function freeArticleSlug(manager: EntityManager, headline: string): Promise<string> {
  return freeSlug(manager, headline, (slug) => manager.existsBy(Article, { slug }), 'article');
}
