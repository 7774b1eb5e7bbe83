import { In, type EntityManager } from 'typeorm';
import { syncRows } from '../database/sync';
import { Participant } from './participant';

/** Who takes part in an event, in order. */
export type TakingPart = readonly [
  eventId: string,
  participants: readonly Pick<Participant, 'entityId' | 'role'>[],
];

/**
 * Makes the participants of events, which are written, into those that are given.
 *
 * @returns how many rows changed
 */
export async function saveParticipants(
  manager: EntityManager,
  events: readonly TakingPart[],
): Promise<number> {
  const rows = events.flatMap(([eventId, participants]) =>
    participants.map(({ entityId, role }, position) =>
      Object.assign(new Participant(), { eventId, entityId, role, position }),
    ),
  );
  const where = { eventId: In(events.map(([eventId]) => eventId)) };
  const before = await manager.find(Participant, { where });
  const { created, updated, deleted } = await syncRows(manager, Participant, rows, before);
  return created + updated + deleted;
}
