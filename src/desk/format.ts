import { z } from 'zod';
import { BlockKind } from '../articles/block';
import { PublicationStatus } from '../articles/article';
import { PresenceStatus } from '../bases/base-presence';
import { Stance } from '../claims/citation';
import type { QuotedPlace } from '../claims/cite';
import { InvalidEdtf, isCalendarDay, readEdtf } from '../dates/edtf';
import { EventKind, EventStatus } from '../events/event';
import { ParticipantRole } from '../events/participant';
import { entity } from './entity-format';
import { allDiffer, entitySlug, languageTag, line, shortLine, slug } from './texts';

const edtf = z
  .string()
  .superRefine((text, context) => {
    try {
      readEdtf(text);
    } catch (error) {
      if (!(error instanceof InvalidEdtf)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
    }
  })
  .describe('ISO 8601-2 (EDTF), levels 0 and 1, in quotation marks; days are the finest grain.');

const date = z
  .strictObject({
    edtf,
    phrase: line.optional().describe('The words of the report that say when.'),
    anchor: z
      .string()
      .refine(isCalendarDay, 'must be a calendar day')
      .optional()
      .describe('The day, YYYY-MM-DD, that a relative phrase was read against.'),
  })
  .describe('A date, as precise as the report gives it.');

const citations = z
  .array(
    z.strictObject({
      article: slug.describe('Slug of an article, of this desk or already there.'),
      quote: line.describe('Words of the article, to the letter, that occur in it once.'),
      stance: z.enum(Stance).default('SUPPORTS').describe('What the words say of the claim.'),
    }),
  )
  .min(1)
  .refine(
    (all) => all.some(({ stance }) => stance === 'SUPPORTS'),
    'must hold one that supports the claim',
  );

const event = z.strictObject({
  key: slug,
  title: line,
  description: line.optional(),
  kind: z.enum(EventKind),
  status: z.enum(EventStatus),
  date,
  place: entitySlug.optional(),
  participants: z
    .array(z.strictObject({ entity: entitySlug, role: z.enum(ParticipantRole) }))
    .refine(
      (all) => allDiffer(all.map(({ entity, role }) => `${entity} ${role}`)),
      'has the same entity in the same role twice',
    )
    .default([]),
  citations,
});

const term = { key: slug, start: date.optional(), end: date.optional(), citations };

const office = z.strictObject({ ...term, title: line, holder: entitySlug, of: entitySlug });

const presence = z.strictObject({
  ...term,
  base: entitySlug,
  operator: entitySlug,
  status: z.enum(PresenceStatus),
});

const section = z.strictObject({ slug, name: shortLine });

const frontMatter = z
  .strictObject({
    headline: line,
    standfirst: line.optional(),
    byline: line.optional(),
    section: slug.describe('Slug of a section.'),
    language: languageTag,
    source: line.optional(),
    canonicalUrl: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    status: z.enum(PublicationStatus),
    publishedAt: z.iso
      .datetime({ offset: true })
      .refine((text) => new Date(text).getUTCFullYear() >= 1, 'must not be before the year 0001')
      .optional()
      .describe('RFC 3339 in UTC, in quotation marks.'),
  })
  .refine(
    ({ status, publishedAt }) =>
      publishedAt !== undefined || status === 'DRAFT' || status === 'WITHHELD',
    { path: ['publishedAt'], message: 'is needed for what is published or scheduled' },
  );

const block = z.strictObject({ kind: z.enum(BlockKind), text: line });

/** The shape of each file of a desk. `article` is the front matter of a Markdown file. */
export const files = {
  sections: z.array(section),
  entities: z.array(entity),
  events: z.array(event),
  offices: z.array(office),
  presence: z.array(presence),
  article: frontMatter,
};

export const articleSlug = slug;
export const articleBlocks = z.array(block).min(1);

/** What was on a server before has an id, which it keeps. */
interface Identified {
  id?: string;
}

/** A claim, with what it cites. */
type Cited<T> = Omit<T, 'citations'> & Identified & { citations: DeskCitations };

export type DeskEntity = z.infer<typeof entity> & Identified;
export type DeskEvent = Cited<z.infer<typeof event>>;
export type DeskOffice = Cited<z.infer<typeof office>>;
export type DeskPresence = Cited<z.infer<typeof presence>>;
export type DeskDate = z.infer<typeof date>;
export type DeskCitations = (z.infer<typeof citations>[number] & { place?: QuotedPlace })[];
export type DeskArticle = z.infer<typeof frontMatter> & {
  slug: string;
  blocks: z.infer<typeof articleBlocks>;
};

/** A desk as it is read from its directory. */
export interface Desk {
  sections: (z.infer<typeof section> & Identified)[];
  entities: DeskEntity[];
  articles: DeskArticle[];
  events: DeskEvent[];
  offices: DeskOffice[];
  presence: DeskPresence[];
}

/** The JSON Schema of a desk: one definition for each file. */
export function deskJsonSchema(): object {
  return z.toJSONSchema(z.object(files), { io: 'input', reused: 'inline' });
}
