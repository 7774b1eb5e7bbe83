import slugify from '@sindresorhus/slugify';
import type { EntityManager } from 'typeorm';
import { Article } from './article';

/** UTF-16 code units: longer ones are cut. */
const LONGEST_SLUG = 120;

/** A text as a slug; empty where it has neither letters nor digits. */
export function slugOf(text: string): string {
  return slugify(text).slice(0, LONGEST_SLUG).replace(/-$/, '');
}

/** A slug made of a text, with a number where that is taken. */
export async function freeSlug(
  text: string,
  isTaken: (slug: string) => Promise<boolean>,
  fallback: string,
): Promise<string> {
  const base = slugOf(text) || fallback;
  for (let number = 1; ; number++) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!(await isTaken(slug))) return slug;
  }
}

/** A slug made of a headline, with a number where another article bears it. */
export function freeArticleSlug(manager: EntityManager, headline: string): Promise<string> {
  return freeSlug(headline, (slug) => manager.existsBy(Article, { slug }), 'article');
}
