import { z } from 'zod';
import { PublicationStatus } from '../../articles/article';
import { BlockKind } from '../../articles/block';
import { MentionKind } from '../../articles/mention';
import { Stance } from '../../claims/citation';
import { files } from '../../desk/format';
import { AliasKind, EntityKind } from '../../entities/entity-kinds';
import { EventKind, EventStatus } from '../../events/event';

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const text = z.string();
const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a uuid');

const block = z.object({
  id: uuid.optional(),
  kind: z.enum(BlockKind).default('PARAGRAPH'),
  text,
});

const revision = z.object({
  number: z.int().min(1),
  at: moment,
  by: text.nullable().default(null),
  summary: text.nullable().default(null),
  story: z.looseObject({}).nullable().default(null),
});

/** A line that is an article: a headline, and one of `blocks`, `html`, `text`. */
export const articleLine = z.object({
  headline: text,
  blocks: z.array(block).optional(),
  html: text.optional(),
  text: text.optional(),
  standfirst: text.nullish(),
  byline: text.nullish(),
  section: text.nullish(),
  language: text.nullish(),
  source: text.nullish(),
  sourceId: z.union([text, z.number()]).nullish(),
  canonicalUrl: text.nullish(),
  status: z.enum(PublicationStatus).nullish(),
  publishedAt: text.nullish(),
  slug: text.optional(),
  id: uuid.optional(),
  revision: z.int().min(1).optional(),
  updatedAt: moment.optional(),
  history: z.array(revision).default([]),
  corrections: z.array(z.object({ id: uuid, at: moment, note: text })).default([]),
});

const placedCitations = z.array(
  z
    .strictObject({
      article: text,
      quote: text,
      stance: z.enum(Stance).default('SUPPORTS'),
      block: uuid.optional(),
      start: z.int().min(0).default(0),
      revision: z.int().min(1).default(1),
      current: z.boolean().default(true),
      shown: z.boolean().default(true),
    })
    .transform(({ article, quote, stance, block: in_, ...at }) => ({
      ...{ article, quote, stance },
      ...(in_ !== undefined && { place: { block: in_, ...at } }),
    })),
);

/** The shapes of all other lines, by their `type`: those of a desk, and where they quote exactly. */
export const recordLines = {
  section: files.sections.element,
  entity: files.entities.element,
  event: files.events.element.extend({ citations: placedCitations }),
  office: files.offices.element.extend({ citations: placedCitations }),
  presence: files.presence.element.extend({ citations: placedCitations }),
};

/** What editors decided, by the `type` of its line: none of it is in a desk. */
export const decisionLines = {
  redirect: z.strictObject({ id: uuid, slug: text, into: text, at: moment }),
  ruling: z.strictObject({
    ...{ id: uuid, block: uuid, start: z.int().min(0), text },
    ...{ entity: text.optional(), kind: z.enum(MentionKind).optional() },
  }),
  dismissal: z.strictObject({
    ...{ id: uuid, key: text, text, kind: z.enum(EntityKind).optional(), at: moment },
  }),
  proposal: z.strictObject({
    ...{ id: uuid, article: text, block: uuid, start: z.int().min(0), quote: text },
    ...{ revision: z.int().min(1), title: text, key: text },
    ...{
      kind: z.enum(EventKind),
      status: z.enum(EventStatus),
      date: files.events.element.shape.date,
    },
    ...{ state: z.enum(['CONFIRMED', 'REJECTED']), event: uuid.optional() },
  }),
};
type DecisionLines = { [T in keyof typeof decisionLines]: z.infer<(typeof decisionLines)[T]> };
/** What an editor decided, as its line says it. */
export type Decision = {
  [T in keyof DecisionLines]: { type: T; value: DecisionLines[T] };
}[keyof DecisionLines];

/** What is said of a row beside its shape: its id, and an entity's names to the letter. */
export const recordExtras = z.object({
  id: uuid.optional(),
  aliases: z.array(z.strictObject({ text, language: text, kind: z.enum(AliasKind) })).optional(),
});
