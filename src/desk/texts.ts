import { z } from 'zod';
import { isPlainLine } from '../graphql/text';

export const line = z
  .string()
  .trim()
  .min(1)
  .max(100_000)
  .refine(isPlainLine, 'must be one line of text without control characters');

export const allDiffer = (texts: readonly string[]): boolean =>
  new Set(texts).size === texts.length;

/** What an index holds: a name, a title. */
export const shortLine = line.max(500);
export const slug = z
  .string()
  .max(200)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
  .describe('Lower-case words joined by hyphens; how a second load finds the same row.');
export const entitySlug = slug.describe('Slug of an entity.');
export const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'must be a BCP 47 tag')
  .describe('BCP 47 tag, as in en or ar-Latn.');
