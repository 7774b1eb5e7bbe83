import type { DataSource, EntityManager } from 'typeorm';
import { v5 as uuidV5 } from 'uuid';
import { Article } from '../../src/articles/article';
import { Block } from '../../src/articles/block';
import { saveStories } from '../../src/articles/save-stories';
import type { Story } from '../../src/articles/story';
import { BasePresence } from '../../src/bases/base-presence';
import { Citation, type Stance } from '../../src/claims/citation';
import { Claim } from '../../src/claims/claim';
import { saveClaims, type CitedClaim } from '../../src/claims/save-claims';
import { eventDateOf, type DateSource } from '../../src/dates/event-date';
import { Base } from '../../src/entities/base';
import { knownNames } from '../../src/entities/known-names';
import { NamedEntity } from '../../src/entities/named-entity';
import { Event } from '../../src/events/event';
import { Participant } from '../../src/events/participant';
import { Gazetteer } from '../../src/linking/gazetteer';
import { Office } from '../../src/offices/office';
import { Section } from '../../src/sections/section';

/** Ids follow from names, so that two databases planted alike hold the same ids. */
const idOf = (name: string): string => uuidV5(name, '5b0d2c1e-6a0f-4f0e-9f0e-2d1c7a9b3e44');

/** A story of a test: what it does not say is filled in. */
export type StorySeed = Pick<Story, 'slug'> & Partial<Story>;

const paragraph = (text: string): Story['blocks'][number] => ({ kind: 'PARAGRAPH', text });

/** Writes stories into the sample desk, as an editor does: a slug that is there already is rewritten. */
export async function plantStories(
  db: DataSource,
  seeds: readonly StorySeed[],
): Promise<Article[]> {
  return db.transaction(async (manager) => {
    const { uuid: sectionId } = await manager.findOneByOrFail(Section, { slug: 'politics' });
    const stories = seeds.map((seed): Story => {
      const blocks = [paragraph(`Words of ${seed.slug}.`)];
      return { ...PLAIN_STORY, headline: seed.slug, sectionId, blocks, ...seed };
    });
    const gazetteer = new Gazetteer(await knownNames(manager));
    return (await saveStories(manager, stories, gazetteer)).articles;
  });
}

const PLAIN_STORY = {
  ...{ standfirst: null, byline: null, source: null, canonicalUrl: null, language: 'en' },
  ...{ status: 'PUBLISHED' as const, publishedAt: new Date('2025-06-01T12:00:00.000Z') },
};

/** An event of a test: each of its reports is quoted with its first block. */
export interface EventSeed {
  name: string;
  title?: string;
  description?: string;
  date: DateSource;
  reports: readonly { article: Article; stance?: Stance }[];
  /** Slugs. */
  participants?: readonly string[];
  place?: string;
}

/** Writes events with their citations and participants. */
export async function plantEvents(db: DataSource, seeds: readonly EventSeed[]): Promise<Event[]> {
  return db.transaction(async (manager) => {
    const ids = await entityIds(manager);
    await saveClaims(
      manager,
      seeds.map((seed) => claimOf('EVENT', seed.name, seed.reports)),
    );
    const events = seeds.map((seed) => eventRow(seed, ids));
    await manager.insert(Event, events);
    await manager.insert(
      Participant,
      seeds.flatMap((seed) => participantRows(seed, ids)),
    );
    return events;
  });
}

function eventRow(seed: EventSeed, ids: ReadonlyMap<string, string>): Event {
  return Object.assign(new Event(), {
    uuid: idOf(seed.name),
    title: seed.title ?? seed.name,
    description: seed.description ?? null,
    kind: 'MEETING',
    status: 'REPORTED',
    date: eventDateOf(seed.date),
    placeId: seed.place === undefined ? null : ids.get(seed.place)!,
  });
}

function participantRows(seed: EventSeed, ids: ReadonlyMap<string, string>): Participant[] {
  return (seed.participants ?? []).map((slug, position) =>
    Object.assign(new Participant(), {
      eventId: idOf(seed.name),
      entityId: ids.get(slug)!,
      role: 'SUBJECT',
      position,
    }),
  );
}

function claimOf(
  kind: CitedClaim['kind'],
  name: string,
  reports: EventSeed['reports'],
): CitedClaim {
  const citations = reports.map(({ article, stance }) => ({
    article,
    quote: article.body.split('\n\n')[0]!,
    stance: stance ?? 'SUPPORTS',
  }));
  return { uuid: idOf(name), kind, citations };
}

async function entityIds(manager: EntityManager): Promise<Map<string, string>> {
  const entities = await manager.find(NamedEntity);
  return new Map(entities.map(({ slug, uuid }) => [slug, uuid]));
}

/** A word that stands in everything that is planted for editors alone, and nowhere else. */
export const MARKER = 'vexillum';

/** A story of the sample desk that denies the events that hidden stories report. */
const PUBLIC_REPORT = 'refuge-at-hmeimim';

const FUTURE = new Date('2100-01-01T00:00:00.000Z');
const PAST = new Date('2026-03-01T09:00:00.000Z');

/** Every way in which a story can be kept from readers. Each names one base that no other story names. */
export const HIDDEN = (
  [
    ['draft', 'DRAFT', null, 'Fort Adenor'],
    ['dated-draft', 'DRAFT', PAST, 'Fort Belisar'],
    ['scheduled', 'SCHEDULED', FUTURE, 'Fort Cadwin'],
    ['ahead', 'PUBLISHED', FUTURE, 'Fort Elsinor'],
    ['withheld', 'WITHHELD', PAST, 'Fort Falmark'],
  ] as const
).map(([kind, status, publishedAt, base]) => ({
  ...{ slug: `${MARKER}-${kind}`, word: `${MARKER}${kind.replace('-', '')}` },
  ...{ status, publishedAt, base, baseSlug: base.toLowerCase().replace(' ', '-') },
}));

/** The bases that the hidden stories name. Entities are reference data, which readers may see. */
export async function plantBases(db: DataSource): Promise<void> {
  const syria = await db.manager.findOneByOrFail(NamedEntity, { slug: 'syria' });
  const bases = HIDDEN.map(({ base, baseSlug }) =>
    Object.assign(new Base(), {
      uuid: idOf(baseSlug),
      slug: baseSlug,
      kind: 'BASE',
      name: base,
      named: true,
      countryId: syria.uuid,
      coordinates: { latitude: 35, longitude: 38 },
    }),
  );
  await db.manager.insert(Base, bases);
}

/** What was planted for editors alone: API ids are made from these uuids. */
export interface Planted {
  articles: string[];
  events: string[];
  offices: string[];
  presences: string[];
  blocks: string[];
  mentions: string[];
  citations: string[];
}

/**
 * Plants the hidden stories, what they alone support (an event, two offices and two presences each), and
 * one more citation, to either effect, on all that is public.
 */
export async function plantHidden(db: DataSource): Promise<Planted> {
  const publicClaims = await db.manager.find(Claim);
  const publicReport = await db.manager.findOneByOrFail(Article, { slug: PUBLIC_REPORT });
  const articles = await plantStories(db, HIDDEN.map(hiddenStory));
  const events = await plantEvents(
    db,
    articles.map((article, i) => hiddenEvent(article, HIDDEN[i]!.baseSlug, publicReport)),
  );
  const offices = await plantOffices(db, articles);
  const presences = await plantPresences(db, articles);
  await citeFurther(db, articles, publicClaims);
  const claims = [...events, ...offices, ...presences].map(({ uuid }) => uuid);
  return {
    articles: articles.map(({ uuid }) => uuid),
    ...{ events: events.map(({ uuid }) => uuid), offices: offices.map(({ uuid }) => uuid) },
    presences: presences.map(({ uuid }) => uuid),
    ...(await partsOf(db, articles, claims)),
  };
}

function hiddenStory({
  slug,
  word,
  status,
  publishedAt,
  base,
}: (typeof HIDDEN)[number]): StorySeed {
  const words = `${MARKER} ${word}`;
  return {
    ...{ slug, status, publishedAt, source: words, canonicalUrl: `https://desk.example/${slug}` },
    ...{ headline: `Putin on Syria, ${words}`, standfirst: words, byline: words },
    blocks: [
      paragraph(`Vladimir Putin spoke of Syria and of ${base}, ${words}.`),
      { kind: 'HEADING', text: `Moscow and the Kremlin, ${words}` },
      { kind: 'QUOTE', text: `Nobody is to know of Hmeimim, ${words}.` },
      { kind: 'LIST_ITEM', text: `Dmitry Peskov, ${words}` },
    ],
  };
}

function hiddenEvent(article: Article, base: string, publicReport: Article): EventSeed {
  return {
    name: `event ${article.slug}`,
    ...{ title: `${MARKER} event`, description: `What ${article.slug} says` },
    date: { edtf: '../2020-01-01', phrase: `before ${MARKER}`, anchor: '2020-01-01' },
    reports: [{ article }, { article: publicReport, stance: 'CONTRADICTS' }],
    participants: ['syria', 'vladimir-putin', base],
    place: base,
  };
}

const term = {
  start: eventDateOf({ edtf: '2020', phrase: `since ${MARKER}` }),
  end: eventDateOf({ edtf: '2030', phrase: `until ${MARKER}` }),
};

async function plantOffices(db: DataSource, articles: readonly Article[]): Promise<Office[]> {
  const ids = await entityIds(db.manager);
  const rows = articles.flatMap((article) =>
    [['vladimir-putin', 'syria'] as const, ['dmitry-peskov', 'kremlin'] as const].map(
      ([holder, of]) => {
        const row = { title: `${MARKER} officer`, holderId: ids.get(holder)!, ofId: ids.get(of)! };
        return [article, `office ${of} ${article.slug}`, row] as const;
      },
    ),
  );
  return plantTerms(db, 'OFFICE', Office, rows);
}

async function plantPresences(
  db: DataSource,
  articles: readonly Article[],
): Promise<BasePresence[]> {
  const ids = await entityIds(db.manager);
  const rows = articles.flatMap((article, i) =>
    [HIDDEN[i]!.baseSlug, 'hmeimim'].map((base) => {
      const row = { baseId: ids.get(base)!, operatorId: ids.get('russia')!, status: 'ACTIVE' };
      return [article, `presence ${base} ${article.slug}`, row] as const;
    }),
  );
  return plantTerms(db, 'PRESENCE', BasePresence, rows);
}

async function plantTerms<T extends Office | BasePresence>(
  db: DataSource,
  kind: CitedClaim['kind'],
  model: new () => T,
  rows: readonly (readonly [report: Article, name: string, row: object])[],
): Promise<T[]> {
  const models = rows.map(([, name, row]) =>
    Object.assign(new model(), row, term, { uuid: idOf(name) }),
  );
  await db.transaction(async (manager) => {
    await saveClaims(
      manager,
      rows.map(([article, name]) => claimOf(kind, name, [{ article }])),
    );
    await manager.insert(model, models);
  });
  return models;
}

async function citeFurther(
  db: DataSource,
  articles: readonly Article[],
  claims: readonly Claim[],
): Promise<void> {
  const blocks = await db.manager.find(Block, { where: { index: 0 } });
  const firstBlock = new Map(blocks.map((block) => [block.articleId, block]));
  const citations = articles.flatMap(({ uuid: articleId, revision }, i) =>
    claims.map(({ uuid: claimId }, j) => {
      const { uuid: blockId, text: quote } = firstBlock.get(articleId)!;
      const stance = j % 2 === 0 ? 'SUPPORTS' : 'CONTRADICTS';
      return Object.assign(new Citation(), {
        uuid: idOf(`citation ${i} ${claimId}`),
        ...{ claimId, position: 1000 + i, articleId, blockId },
        ...{ start: 0, end: quote.length, quote, revision, stance },
      });
    }),
  );
  await db.manager.insert(Citation, citations);
}

async function partsOf(
  db: DataSource,
  articles: readonly Article[],
  claims: readonly string[],
): Promise<Pick<Planted, 'blocks' | 'mentions' | 'citations'>> {
  const ids = async (query: string, ...values: string[][]): Promise<string[]> =>
    (await db.query<{ id: string }[]>(query, values)).map(({ id }) => id);
  const own = articles.map(({ uuid }) => uuid);
  return {
    blocks: await ids('SELECT id FROM block WHERE article_id = ANY($1)', own),
    mentions: await ids('SELECT id FROM mention WHERE article_id = ANY($1)', own),
    citations: await ids(
      'SELECT id FROM citation WHERE article_id = ANY($1) OR claim_id = ANY($2)',
      own,
      [...claims],
    ),
  };
}
