import { In, type EntityManager } from 'typeorm';
import { NamedEntity } from '../entities/named-entity';
import { Event } from '../events/event';
import { badInput } from '../graphql/errors';
import { encodeId } from '../graphql/node';
import { partsIn } from '../proposals/parts';
import { Proposal } from '../proposals/proposal';
import { knownEventOf, namedInProposal } from '../proposals/proposal.queries';
import { cite } from './citation.writing';
import type { CitationInput } from './citation.inputs';
import type { CreateEventInput } from './event.inputs';
import { createEvent } from './event.writing';
import type { ConfirmEventInput, RejectEventInput } from './proposal.inputs';
import { lockRow } from './referring';
import type { Done, Work } from './work';

const PROPOSAL = { model: Proposal, family: 'Proposal', what: 'The proposal' } as const;

interface Confirmed {
  proposal: Proposal;
  event: Event;
}

/**
 * Makes a proposal an event with its citation, or a citation of the event that says the same already.
 *
 * @throws BAD_USER_INPUT for one that is decided, or whose sentence is not in the article any more
 */
export async function confirmEvent(work: Work, input: ConfirmEventInput): Promise<Done<Confirmed>> {
  const proposal = await lockOpen(work.manager, input.id);
  const known = isNew(input) ? null : await knownEventOf(work.manager, proposal.uuid);
  const event =
    known === null ? await make(work, proposal, input) : await add(work, proposal, known);
  await decide(work.manager, proposal, { state: 'CONFIRMED', eventId: event.uuid });
  return {
    result: { proposal, event },
    subject: { family: 'Event', uuid: event.uuid, name: event.title },
  };
}

/** Has a proposal not come back. */
export async function rejectEvent(
  { manager }: Work,
  { id, reason }: RejectEventInput,
): Promise<Done<Proposal>> {
  const proposal = await lockOpen(manager, id);
  await decide(manager, proposal, { state: 'REJECTED' });
  const subject = { family: 'Proposal' as const, uuid: proposal.uuid, name: proposal.title };
  return { result: proposal, subject, summary: reason };
}

async function lockOpen(manager: EntityManager, id: string): Promise<Proposal> {
  const proposal = await lockRow(manager, PROPOSAL, id);
  if (proposal.state !== 'OPEN') throw badInput('The proposal is confirmed or rejected already.');
  return proposal;
}

async function decide(
  manager: EntityManager,
  proposal: Proposal,
  decision: Partial<Pick<Proposal, 'state' | 'eventId'>>,
): Promise<void> {
  await manager.update(Proposal, { uuid: proposal.uuid }, decision);
  Object.assign(proposal, decision);
}

/** Whoever says what the event is to be like wants it made so, not a citation of another. */
function isNew({
  id: _id,
  clientMutationId: _client,
  asNew,
  ...given
}: ConfirmEventInput): boolean {
  return asNew ?? Object.values<unknown>(given).some((value) => value !== undefined);
}

async function make(work: Work, proposal: Proposal, input: ConfirmEventInput): Promise<Event> {
  const { edtf, phrase, anchor } = proposal.date;
  const { placeId, participants } = await partsOf(work.manager, proposal);
  const slugs = await slugsOf(work.manager, [
    placeId,
    ...participants.map(({ entityId }) => entityId),
  ]);
  const slugOf = (id: string | null): string | null =>
    id === null ? null : (slugs.get(id) ?? null);
  const taking = participants.map(({ entityId, role }) => ({
    entity: slugOf(entityId) ?? '',
    role,
  }));
  const event: CreateEventInput = {
    title: input.title ?? proposal.title,
    description: input.description ?? null,
    kind: input.kind ?? proposal.kind,
    status: input.status ?? proposal.status,
    date: input.date ?? { edtf, phrase, anchor },
    place: input.place === undefined ? slugOf(placeId) : input.place,
    participants: input.participants ?? taking,
    citations: [citationOf(proposal)],
  };
  return (await createEvent(work, event)).result;
}

async function add(work: Work, proposal: Proposal, eventId: string): Promise<Event> {
  const input = { claim: encodeId('Event', eventId), citation: citationOf(proposal) };
  const { claim } = (await cite(work, input)).result;
  if (!(claim instanceof Event)) throw new Error('what a proposal says the same as is no event');
  return claim;
}

function citationOf({ articleId, blockId, start, end, quote }: Proposal): CitationInput {
  const [article, block] = [encodeId('Article', articleId), encodeId('Block', blockId)];
  return { article, block, start, end, quote, stance: 'SUPPORTS' };
}

async function partsOf(
  manager: EntityManager,
  { uuid, kind, quote }: Proposal,
): Promise<ReturnType<typeof partsIn>> {
  return partsIn(kind, quote, await namedInProposal(manager, uuid));
}

async function slugsOf(
  manager: EntityManager,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const uuids = ids.filter((id) => id !== null);
  const entities = await manager.find(NamedEntity, { where: { uuid: In(uuids) } });
  return new Map(entities.map(({ uuid, slug }) => [uuid, slug]));
}
