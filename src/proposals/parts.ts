import type { EntityKind } from '../entities/entity-kinds';
import type { EventKind } from '../events/event';
import type { ParticipantRole } from '../events/participant';

/** A mention in the sentence of a proposal. */
export interface Named {
  entityId: string;
  entityKind: EntityKind;
  /** UTF-16 offset in the sentence. */
  start: number;
  isDemonym: boolean;
}

export interface Parts {
  participants: { entityId: string; role: ParticipantRole }[];
  placeId: string | null;
}

/** The role of who is named first, and of the others. */
const ROLES: Record<EventKind, readonly [first: ParticipantRole, others: ParticipantRole]> = {
  VISIT: ['GUEST', 'HOST'],
  MEETING: ['AGENT', 'AGENT'],
  STATEMENT: ['SPEAKER', 'SUBJECT'],
  APPOINTMENT: ['SUBJECT', 'AGENT'],
  ELECTION: ['SUBJECT', 'SUBJECT'],
  AGREEMENT: ['AGENT', 'AGENT'],
  CONFLICT: ['AGENT', 'AFFECTED'],
  DEPLOYMENT: ['AGENT', 'AFFECTED'],
  WITHDRAWAL: ['AGENT', 'AFFECTED'],
  SANCTION: ['AGENT', 'AFFECTED'],
  PROTEST: ['AGENT', 'AFFECTED'],
  DISASTER: ['AFFECTED', 'AFFECTED'],
  OTHER: ['AGENT', 'SUBJECT'],
};

/** Who receives is named first, unless somebody is received by them. */
const RECEIVES =
  /(?<!\b(?:was|were|is|been|be)\s+(?:\w+\s+)?)\b(?:received|receives|hosted|hosts|welcomed|welcomes)\b/i;
const HOST_FIRST: readonly [ParticipantRole, ParticipantRole] = ['HOST', 'GUEST'];

const WHERE = /\b(?:in|at|near|outside|inside|to|from|into|over|around|off)\s+(?:the\s+)?$/i;
const PLACES: readonly EntityKind[] = ['PLACE', 'BASE'];

/**
 * Who takes part in what a sentence reports, and where it is: the first place behind "in", "at" and the
 * like; a country only where no place is named so. A guess, for an editor to check.
 */
export function partsIn(kind: EventKind, sentence: string, named: readonly Named[]): Parts {
  const isWhere = ({ start, isDemonym }: Named): boolean =>
    !isDemonym && WHERE.test(sentence.slice(0, start));
  const place =
    named.find((one) => PLACES.includes(one.entityKind) && isWhere(one)) ??
    named.find((one) => one.entityKind === 'COUNTRY' && isWhere(one));
  const taking = new Set(named.map(({ entityId }) => entityId));
  if (place) taking.delete(place.entityId);
  const [first, others] = kind === 'VISIT' && RECEIVES.test(sentence) ? HOST_FIRST : ROLES[kind];
  const participants = [...taking].map((entityId, i) => ({
    entityId,
    role: i === 0 ? first : others,
  }));
  return { participants, placeId: place?.entityId ?? null };
}
