import type { EntityManager } from 'typeorm';
import { Claim } from '../claims/claim';
import { saveRow } from '../database/value-objects';
import { Event } from '../events/event';
import { saveParticipants } from '../events/save-participants';
import { badInput } from '../graphql/errors';
import { makeClaim } from './citing';
import { dateOf } from './date.input';
import type {
  CreateEventInput,
  DeleteEventInput,
  ParticipantInput,
  UpdateEventInput,
} from './event.inputs';
import { entityId, entityIds, lockRow } from './referring';
import type { Done, Work } from './work';

const EVENT = { model: Event, family: 'Event', what: 'The event' } as const;

const doneTo = (event: Event): Done<Event> => ({
  result: event,
  subject: { family: 'Event', uuid: event.uuid, name: event.title },
});

/** Makes an event. @throws BAD_USER_INPUT for what is not there, or a quote that is in no article */
export async function createEvent(
  { manager }: Work,
  input: CreateEventInput,
): Promise<Done<Event>> {
  const { title, description, kind, status, date, place, participants, citations } = input;
  const uuid = await makeClaim(manager, 'EVENT', citations);
  const event = Object.assign(new Event(), {
    ...{ uuid, title, description: description ?? null, kind, status, date: dateOf(date) },
    placeId: place == null ? null : await entityId(manager, 'input.place', place),
  });
  await manager.insert(Event, event);
  await takePart(manager, event, participants ?? []);
  return doneTo(event);
}

/** Changes what is given of an event. */
export async function updateEvent(
  { manager }: Work,
  input: UpdateEventInput,
): Promise<Done<Event>> {
  const event = await lockRow(manager, EVENT, input.id);
  const { title, description, kind, status, date, place, participants } = input;
  Object.assign(
    event,
    title != null && { title },
    description !== undefined && { description },
    kind != null && { kind },
    status != null && { status },
    date != null && { date: dateOf(date) },
    place === null && { placeId: null },
    place != null && { placeId: await entityId(manager, 'input.place', place) },
  );
  await saveRow(manager, event);
  if (participants != null) await takePart(manager, event, participants);
  return doneTo(event);
}

/** Deletes an event with its citations. */
export async function deleteEvent(
  { manager }: Work,
  input: DeleteEventInput,
): Promise<Done<Event>> {
  const event = await lockRow(manager, EVENT, input.id);
  await manager.delete(Claim, { uuid: event.uuid });
  return doneTo(event);
}

async function takePart(
  manager: EntityManager,
  { uuid }: Event,
  participants: readonly ParticipantInput[],
): Promise<void> {
  const pathOf = (index: number): string => `input.participants.${index}`;
  const named = participants.map(({ entity: slug }, i) => ({
    argument: `${pathOf(i)}.entity`,
    slug,
  }));
  const ids = await entityIds(manager, named);
  const seen = new Set<string>();
  const taking = participants.map(({ role }, i) => {
    const entity = ids[i] ?? '';
    if (seen.has(`${entity} ${role}`)) {
      throw badInput(`Argument "${pathOf(i)}": the same entity is there in the same role.`);
    }
    seen.add(`${entity} ${role}`);
    return { entityId: entity, role };
  });
  await saveParticipants(manager, [[uuid, taking]]);
}
