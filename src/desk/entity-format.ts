import { z } from 'zod';
import { AliasKind, OrganizationKind, PlaceKind } from '../entities/entity-kinds';
import { allDiffer, entitySlug, languageTag, line, shortLine, slug } from './texts';

const alias = z.strictObject({ text: shortLine, language: languageTag, kind: z.enum(AliasKind) });

const coordinates = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

const anyEntity = {
  slug,
  name: shortLine,
  description: line.optional(),
  wikidataId: z
    .string()
    .regex(/^Q[1-9][0-9]*$/, 'must be Q and a number')
    .optional(),
  aliases: z
    .array(alias)
    .refine((all) => allDiffer(all.map(({ text }) => text)), 'has the same text twice')
    .default([]),
};

/** An entity of a desk: what all have, and what its kind has. */
export const entity = z.discriminatedUnion('kind', [
  z.strictObject({ ...anyEntity, kind: z.literal('PERSON'), nationality: entitySlug.optional() }),
  z.strictObject({
    ...anyEntity,
    kind: z.literal('COUNTRY'),
    isoAlpha2: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be two capitals')
      .optional(),
    isoAlpha3: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be three capitals')
      .optional(),
    demonym: shortLine.optional(),
    capital: entitySlug.optional(),
  }),
  z.strictObject({
    ...anyEntity,
    kind: z.literal('BASE'),
    named: z.boolean().default(true).describe('False where the reports leave it without a name.'),
    hostCountry: entitySlug.optional(),
    coordinates: coordinates.optional(),
  }),
  z.strictObject({
    ...anyEntity,
    kind: z.literal('ORGANIZATION'),
    organizationKind: z.enum(OrganizationKind),
    country: entitySlug.optional(),
  }),
  z.strictObject({
    ...anyEntity,
    kind: z.literal('PLACE'),
    placeKind: z.enum(PlaceKind),
    country: entitySlug.optional(),
    coordinates: coordinates.optional(),
  }),
]);
