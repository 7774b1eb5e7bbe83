import type { DataSource } from 'typeorm';
import { scanning } from '../database/cursor';
import { allArticles, type ShownArticle } from './article.queries';
import { allEvents, type ShownDate, type ShownEvent } from './event.queries';
import {
  ENTITIES,
  OFFICES,
  PRESENCE,
  type KnownEntity,
  type KnownTerm,
} from './followthemoney.queries';
import { addressOf, type Site } from './site';

/** An entity of FollowTheMoney: every property is a list of texts. */
interface FtmEntity {
  id: string;
  schema: string;
  properties: Record<string, string[]>;
}

type Properties = Record<string, string | number | null | undefined | readonly string[]>;

const idOf = (uuid: string): string => `dateline-${uuid}`;

/** What readers see, as entities of FollowTheMoney. Countries are codes there, not entities. */
export function followTheMoney(db: DataSource, site: Site): AsyncGenerator<string> {
  return scanning(db, async function* (scan) {
    const ids = new Map<string, string>();
    for await (const entity of scan<KnownEntity>(ENTITIES)) {
      if (entity.kind !== 'COUNTRY') ids.set(entity.slug, idOf(entity.uuid));
      if (entity.kind !== 'COUNTRY') yield JSON.stringify(entityOf(entity));
    }
    for await (const office of scan<KnownTerm>(OFFICES)) {
      for (const one of officeOf(office)) yield JSON.stringify(one);
    }
    for await (const presence of scan<KnownTerm>(PRESENCE)) yield JSON.stringify(linkOf(presence));
    for await (const event of scan<ShownEvent>(allEvents()))
      yield JSON.stringify(eventOf(event, ids));
    for await (const article of scan<ShownArticle>(allArticles())) {
      yield JSON.stringify(articleOf(article, site));
    }
  });
}

/** What is not known has no property. */
function ftm(uuid: string, schema: string, said: Properties): FtmEntity {
  const properties: FtmEntity['properties'] = {};
  for (const [name, value] of Object.entries(said)) {
    const texts = (Array.isArray(value) ? value : [value ?? '']).map(String).filter(Boolean);
    if (texts.length > 0) properties[name] = texts;
  }
  return { id: idOf(uuid), schema, properties };
}

const PUBLIC = new Set(['GOVERNMENT', 'MINISTRY', 'MILITARY', 'INTERNATIONAL']);

function schemaOf({ kind, organizationKind }: KnownEntity): string {
  if (kind === 'PERSON') return 'Person';
  if (kind === 'BASE') return 'RealEstate';
  if (kind === 'PLACE') return 'Address';
  if (organizationKind === 'COMPANY') return 'Company';
  return PUBLIC.has(organizationKind ?? '') ? 'PublicBody' : 'Organization';
}

function entityOf(entity: KnownEntity): FtmEntity {
  const schema = schemaOf(entity);
  const { name, aliases, description, wikidataId, country, latitude, longitude } = entity;
  return ftm(entity.uuid, schema, {
    name,
    ...(schema === 'Address' && { full: name }),
    alias: aliases,
    summary: description,
    wikidataId,
    ...(schema === 'Person' ? { nationality: country } : { country }),
    ...{ latitude, longitude },
  });
}

function officeOf({ uuid, title, whoId, country, start, end }: KnownTerm): FtmEntity[] {
  const post = `${uuid}-post`;
  const dates = { startDate: firstDay(start), endDate: lastDay(end) };
  return [
    ftm(post, 'Position', { name: title, country }),
    ftm(uuid, 'Occupancy', { holder: idOf(whoId), post: idOf(post), ...dates }),
  ];
}

function linkOf({ uuid, title, whoId, ofId, start, end }: KnownTerm): FtmEntity {
  const dates = { startDate: firstDay(start), endDate: lastDay(end) };
  return ftm(uuid, 'UnknownLink', {
    subject: idOf(whoId),
    object: idOf(ofId),
    role: title,
    ...dates,
  });
}

function eventOf(event: ShownEvent, ids: ReadonlyMap<string, string>): FtmEntity {
  const { title, description, date, participants, place, citations } = event;
  const involved = participants.flatMap(({ slug }) => ids.get(slug) ?? []);
  return ftm(event.uuid, 'Event', {
    name: title,
    summary: description,
    ...{ startDate: firstDay(date), endDate: lastDay(date) },
    involved,
    location: place?.name,
    notes: citations.map(({ quote }) => quote),
  });
}

function articleOf(article: ShownArticle, site: Site): FtmEntity {
  const { headline, byline, source, publishedAt, language, blocks, entities } = article;
  return ftm(article.uuid, 'Article', {
    title: headline,
    author: byline,
    publisher: source,
    publishedAt: publishedAt.slice(0, 10),
    language,
    sourceUrl: addressOf(article, site),
    bodyText: blocks.map(({ text }) => text).join('\n\n'),
    namesMentioned: entities.map(({ name }) => name),
  });
}

/** As precisely as it is known: a month has no day. */
function said(day: string, { precision }: ShownDate): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  if (precision === 'YEAR') return day.slice(0, 4);
  return precision === 'MONTH' ? day.slice(0, 7) : day;
}

const firstDay = (date: ShownDate | null): string | null => date && said(date.from, date);
const lastDay = (date: ShownDate | null): string | null => date && said(date.until, date);
