import type { EntityManager } from 'typeorm';
import { v5 as uuidV5 } from 'uuid';
import { BasePresence } from '../bases/base-presence';
import { saveClaims, UnsupportedClaims, type CitedClaim } from '../claims/save-claims';
import { syncRows } from '../database/sync';
import { eventDateOf, type EventDate } from '../dates/event-date';
import { Event } from '../events/event';
import { saveParticipants, type TakingPart } from '../events/save-participants';
import { Office } from '../offices/office';
import { DeskError } from './desk-error';
import type { Desk, DeskCitations, DeskDate, DeskEvent, DeskOffice, DeskPresence } from './format';
import { References } from './references';

/** A claim's id follows from its key, so that a second load finds it again. */
const NAMESPACE = 'd3f0c1de-2c56-4f0b-8d2f-5b8f5e3a9c11';

type Kind = CitedClaim['kind'];
const FILES: Record<Kind, string> = {
  EVENT: 'events.yaml',
  OFFICE: 'offices.yaml',
  PRESENCE: 'presence.yaml',
};

interface Keyed {
  key: string;
  id?: string;
  citations: DeskCitations;
}

const idOf = (kind: Kind, { key, id }: Keyed): string => id ?? uuidV5(`${kind} ${key}`, NAMESPACE);
const placeOf = (kind: Kind, { key }: Keyed): string => `${FILES[kind]}: ${key}`;

/**
 * Writes the events, offices and presences of a desk, with what they cite.
 *
 * @returns how many rows changed
 * @throws DeskError when a slug stands for nothing, or a quote is not in its article
 */
export async function writeTimeline(manager: EntityManager, desk: Desk): Promise<number> {
  const references = await References.load(manager, desk);
  const claims = claimsOf(desk, references);
  const events = desk.events.map((event) => eventRow(event, references));
  const participants = desk.events.map((event) => participantsOf(event, references));
  const offices = desk.offices.map((office) => officeRow(office, references));
  const presence = desk.presence.map((one) => presenceRow(one, references));
  if (references.problems.length > 0) throw new DeskError(references.problems);
  const cited = await saveCited(manager, desk, claims);
  const changed = [
    await syncById(manager, Event, events),
    await saveParticipants(manager, participants),
    await syncById(manager, Office, offices),
    await syncById(manager, BasePresence, presence),
  ];
  return changed.reduce((sum, one) => sum + one, cited);
}

function claimsOf(desk: Desk, references: References): CitedClaim[] {
  const claim = (kind: Kind, keyed: Keyed): CitedClaim => ({
    uuid: idOf(kind, keyed),
    kind,
    citations: keyed.citations.flatMap(({ article: slug, quote, stance, place }) => {
      const article = references.article(slug, placeOf(kind, keyed));
      return article ? [{ article, quote, stance, ...(place && { place }) }] : [];
    }),
  });
  return [
    ...desk.events.map((event) => claim('EVENT', event)),
    ...desk.offices.map((office) => claim('OFFICE', office)),
    ...desk.presence.map((presence) => claim('PRESENCE', presence)),
  ];
}

async function saveCited(
  manager: EntityManager,
  desk: Desk,
  claims: readonly CitedClaim[],
): Promise<number> {
  try {
    return await saveClaims(manager, claims);
  } catch (error) {
    if (!(error instanceof UnsupportedClaims)) throw error;
    const places = new Map([
      ...desk.events.map((event) => [idOf('EVENT', event), placeOf('EVENT', event)] as const),
      ...desk.offices.map((office) => [idOf('OFFICE', office), placeOf('OFFICE', office)] as const),
      ...desk.presence.map((one) => [idOf('PRESENCE', one), placeOf('PRESENCE', one)] as const),
    ]);
    throw new DeskError(
      error.problems.map(({ uuid, citation, problem }) => ({
        where: places.get(uuid) ?? '',
        what: citation === null ? problem : `citation ${citation + 1}: ${problem}`,
      })),
    );
  }
}

function eventRow(event: DeskEvent, references: References): Event {
  return Object.assign(new Event(), {
    uuid: idOf('EVENT', event),
    title: event.title,
    description: event.description ?? null,
    kind: event.kind,
    status: event.status,
    date: eventDateOf(event.date),
    placeId:
      event.place === undefined ? null : references.entity(event.place, placeOf('EVENT', event)),
  });
}

function participantsOf(event: DeskEvent, references: References): TakingPart {
  const taking = event.participants.map(({ entity, role }) => ({
    entityId: references.entity(entity, placeOf('EVENT', event)),
    role,
  }));
  return [idOf('EVENT', event), taking];
}

function dateOf(date: DeskDate | undefined): EventDate | null {
  return date ? eventDateOf(date) : null;
}

function officeRow(office: DeskOffice, references: References): Office {
  const where = placeOf('OFFICE', office);
  return Object.assign(new Office(), {
    uuid: idOf('OFFICE', office),
    title: office.title,
    holderId: references.entity(office.holder, where, 'PERSON'),
    ofId: references.entity(office.of, where),
    start: dateOf(office.start),
    end: dateOf(office.end),
  });
}

function presenceRow(presence: DeskPresence, references: References): BasePresence {
  const where = placeOf('PRESENCE', presence);
  return Object.assign(new BasePresence(), {
    uuid: idOf('PRESENCE', presence),
    baseId: references.entity(presence.base, where, 'BASE'),
    operatorId: references.entity(presence.operator, where),
    status: presence.status,
    start: dateOf(presence.start),
    end: dateOf(presence.end),
  });
}

async function syncById<T extends { uuid: string }>(
  manager: EntityManager,
  model: new () => T,
  rows: readonly T[],
): Promise<number> {
  const ids = rows.map(({ uuid }) => uuid);
  const existing = await manager
    .createQueryBuilder(model, 'row')
    .where('row.uuid IN (:...ids)', { ids: ids.length > 0 ? ids : [null] })
    .getMany();
  const { created, updated } = await syncRows(manager, model, rows, existing);
  return created + updated;
}
