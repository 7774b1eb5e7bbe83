import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as chrono from 'chrono-node';
import { parse } from 'yaml';
import countries from 'world-countries';
import { readDates } from '../../src/dating/read-dates';
import { Gazetteer } from '../../src/linking/gazetteer';
import type { Name } from '../../src/linking/names';
import type { AnnotatedDocument, Annotation } from './documents';

export type Reader = (document: AnnotatedDocument) => Annotation[];

export const readOurDates: Reader = ({ text, publishedAt }) =>
  readDates(text, { language: 'en', publishedAt }).map(({ start, end, edtf }) => ({
    ...{ start, end },
    value: edtf ?? '?',
  }));

/** What chrono-node says alone: it has no word for "not known", so it always takes some day to count from. */
export const readChronoDates: Reader = ({ text, publishedAt }) => {
  const instant = new Date(`${publishedAt ?? '2000-01-01'}T12:00:00Z`);
  return chrono
    .parse(text, { instant, timezone: 'UTC' })
    .map(({ index, text: phrase, start, end }) => {
      const value = end ? `${edtfOf(start)}/${edtfOf(end)}` : edtfOf(start);
      return { start: index, end: index + phrase.length, value };
    });
};

function edtfOf(date: chrono.ParsedComponents): string {
  const day = date.date().toISOString().slice(0, 10);
  if (date.isCertain('day') || date.isCertain('weekday')) return day;
  return date.isCertain('month') ? day.slice(0, 7) : date.isCertain('year') ? day.slice(0, 4) : day;
}

interface DeskEntity {
  slug: string;
  kind: string;
  name?: string;
  aliases?: { text: string; kind: string }[];
}

/** What it is, as far as it matters to how its names are read. */
const beingOf = ({ kind }: { kind: string }): Name['being'] =>
  kind === 'PERSON' || kind === 'PLACE' ? kind : 'OTHER';

/** The names of the sample desk and of all countries. */
function names(): Name[] {
  const path = join(__dirname, '../../content/entities.yaml');
  const entities = parse(readFileSync(path, 'utf8')) as DeskEntity[];
  return [
    ...entities.flatMap(({ slug: entityId, name, aliases = [], ...entity }) => [
      ...(name === undefined
        ? []
        : [{ entityId, text: name, kind: 'NAME' as const, being: beingOf(entity) }]),
      ...aliases.map(({ text, kind }) => ({
        entityId,
        text,
        being: beingOf(entity),
        kind: kind === 'DEMONYM' ? ('DEMONYM' as const) : ('ALIAS' as const),
      })),
    ]),
    ...countries.flatMap(({ name, demonyms }) => {
      const entityId = name.common.toLowerCase().replaceAll(' ', '-');
      const demonym = demonyms['eng']?.m ?? '';
      return [
        { entityId, text: name.common, kind: 'NAME' as const, being: 'PLACE' as const },
        { entityId, text: demonym, kind: 'DEMONYM' as const, being: 'PLACE' as const },
      ];
    }),
  ];
}

export function mentionReader(): Reader {
  const gazetteer = new Gazetteer(names());
  return ({ text }) =>
    gazetteer.find(text).map(({ start, end, entityId }) => ({ start, end, value: entityId }));
}
