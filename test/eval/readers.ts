import * as chrono from 'chrono-node';
import type { DataSource } from 'typeorm';
import { readDates } from '../../src/dating/read-dates';
import { readTimes } from '../../src/dating/read-times';
import { knownNames } from '../../src/entities/known-names';
import { Gazetteer } from '../../src/linking/gazetteer';
import type { AnnotatedDocument, Annotation } from './documents';

export type Reader = (document: AnnotatedDocument) => Annotation[];

export const readOurDates: Reader = ({ text, publishedAt }) =>
  readDates(text, { language: 'en', publishedAt }).map(({ start, end, edtf }) => ({
    ...{ start, end },
    value: edtf ?? '?',
  }));

export const readOurTimes: Reader = ({ text, publishedAt }) =>
  readTimes(text, { language: 'en', publishedAt }).map(({ start, end, type, value }) => ({
    ...{ start, end },
    value: `${type} ${value}`,
  }));

/** What chrono-node says alone: it has no word for "not known", so it always takes some day to count from. */
function readByChrono(
  { text, publishedAt }: AnnotatedDocument,
  valueOf: (result: chrono.ParsedResult) => string,
): Annotation[] {
  const instant = new Date(`${publishedAt ?? '2000-01-01'}T12:00:00Z`);
  return chrono.parse(text, { instant, timezone: 'UTC' }).map((result) => {
    const { index: start, text: phrase } = result;
    return { start, end: start + phrase.length, value: valueOf(result) };
  });
}

export const readChronoDates: Reader = (document) =>
  readByChrono(document, ({ start, end }) =>
    end ? `${dayOf(start)}/${dayOf(end)}` : dayOf(start),
  );

/** TIMEX3 gives a range as two; chrono-node's one has the value of its start. */
export const readChronoTimes: Reader = (document) =>
  readByChrono(document, ({ start }) => {
    if (!start.isCertain('hour')) return `DATE ${dayOf(start)}`;
    return `TIME ${dayOf(start)}T${start.date().toISOString().slice(11, 16)}`;
  });

function dayOf(date: chrono.ParsedComponents): string {
  const day = date.date().toISOString().slice(0, 10);
  if (date.isCertain('day') || date.isCertain('weekday')) return day;
  return date.isCertain('month') ? day.slice(0, 7) : date.isCertain('year') ? day.slice(0, 4) : day;
}

export interface NameReaders {
  /** Every mention. */
  names: Reader;
  /** Names of places: the name of a people is none. */
  places: Reader;
}

/** Readers that know what a server knows: the names in its database. */
export async function nameReaders(db: DataSource): Promise<NameReaders> {
  const gazetteer = new Gazetteer(await knownNames(db.manager));
  const rows = await db.query<{ id: string; slug: string; isPlace: boolean }[]>(
    `SELECT id, slug, kind IN ('COUNTRY', 'PLACE') AS "isPlace" FROM entity`,
  );
  const entities = new Map(rows.map((row) => [row.id, row]));
  const read = (text: string, onlyPlaces: boolean): Annotation[] =>
    gazetteer.find(text).flatMap(({ start, end, entityId, kind }) => {
      const entity = entities.get(entityId);
      if (onlyPlaces && (kind === 'DEMONYM' || !entity?.isPlace)) return [];
      return [{ start, end, value: entity?.slug ?? '' }];
    });
  return {
    names: ({ text }) => read(text, false),
    places: ({ text }) => read(text, true),
  };
}
