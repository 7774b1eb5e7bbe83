import slugify from '@sindresorhus/slugify';
import type { EntityManager } from 'typeorm';
import { Article } from './article';

/** UTF-16 code units: longer ones are cut. */
const LONGEST_SLUG = 120;

/** A text as a slug; empty where it has neither letters nor digits. */
export function slugOf(text: string): string {
  return slugify(text).slice(0, LONGEST_SLUG).replace(/-$/, '');
}

/** A slug made of the headline, with a number where another article bears it. */
export async function freeSlug(manager: EntityManager, headline: string): Promise<string> {
  const base = slugOf(headline) || 'article';
  for (let number = 1; ; number++) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!(await manager.existsBy(Article, { slug }))) return slug;
  }
}
