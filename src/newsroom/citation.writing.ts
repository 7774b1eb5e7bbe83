import type { EntityManager } from 'typeorm';
import { Article } from '../articles/article';
import { BasePresence } from '../bases/base-presence';
import { Citation } from '../claims/citation';
import { addCitation } from '../claims/cite';
import { Claim } from '../claims/claim';
import { QuoteNotFound } from '../claims/quote';
import { withoutEmptyValues } from '../database/value-objects';
import { Event } from '../events/event';
import { badInput, notFound } from '../graphql/errors';
import { decodeId, uuidOf, type IdFamily } from '../graphql/node';
import { Office } from '../offices/office';
import type { AddCitationInput, RemoveCitationInput } from './citation.inputs';
import { quotesOf } from './citing';
import type { Claimed } from './timeline.payloads';
import type { Done, Work } from './work';

interface Cited {
  citation: Citation;
  claim: Claimed;
}

/** The family of ids and the model of what is claimed, by the kind of the claim. */
const CLAIMED = {
  EVENT: { family: 'Event', model: Event },
  OFFICE: { family: 'Office', model: Office },
  PRESENCE: { family: 'BasePresence', model: BasePresence },
} as const satisfies Record<Claim['kind'], { family: IdFamily; model: new () => Claimed }>;

/** Adds a citation to an event, an office or a presence. */
export async function cite({ manager }: Work, input: AddCitationInput): Promise<Done<Cited>> {
  const { family, uuid } = decodeId(input.claim, 'input.claim');
  const kind = Object.values(CLAIMED).find((one) => one.family === family);
  if (!kind) throw badInput('Argument "input.claim" is the id of something else.');
  const claim = await lockClaim(manager, uuid);
  const [quoted] = await quotesOf(manager, [input.citation], () => 'input.citation');
  if (!quoted) throw new Error('a citation quotes nothing');
  try {
    const citation = await addCitation(manager, claim, quoted);
    return done(citation, await claimedOf(manager, claim));
  } catch (error) {
    if (!(error instanceof QuoteNotFound)) throw error;
    throw badInput(`Argument "input.citation": ${error.message}.`);
  }
}

/** Removes a citation, unless nothing else supports what it is a citation of. */
export async function uncite({ manager }: Work, input: RemoveCitationInput): Promise<Done<Cited>> {
  const uuid = uuidOf('input.id', 'Citation', input.id);
  const { claimId, articleId } = await citationAt(manager, uuid);
  const claim = await lockClaim(manager, claimId);
  // Its article is held too: an edit has the citations that it knows follow their words.
  const lock = { mode: 'pessimistic_read' } as const;
  await manager.findOne(Article, { where: { uuid: articleId }, lock });
  const citation = await citationAt(manager, uuid);
  const support = await manager.findBy(Citation, { claimId, stance: 'SUPPORTS' });
  if (support.every((one) => one.uuid === uuid)) {
    throw badInput('Argument "input.id": nothing else supports what it is a citation of.');
  }
  await manager.delete(Citation, { uuid });
  return done(citation, await claimedOf(manager, claim));
}

async function citationAt(manager: EntityManager, uuid: string): Promise<Citation> {
  const citation = await manager.findOneBy(Citation, { uuid });
  if (!citation) throw notFound('The citation');
  return citation;
}

/** Holds a claim, so that its citations change one after another. */
async function lockClaim(manager: EntityManager, uuid: string): Promise<Claim> {
  const claim = await manager.findOne(Claim, {
    where: { uuid },
    lock: { mode: 'pessimistic_write' },
  });
  if (!claim) throw notFound('What is cited for');
  return claim;
}

async function claimedOf(manager: EntityManager, { uuid, kind }: Claim): Promise<Claimed> {
  const { model } = CLAIMED[kind];
  return withoutEmptyValues(manager, await manager.findOneByOrFail<Claimed>(model, { uuid }));
}

function done(citation: Citation, claim: Claimed): Done<Cited> {
  const name = claim instanceof BasePresence ? claim.status : claim.title;
  const family =
    claim instanceof Event ? 'Event' : claim instanceof Office ? 'Office' : 'BasePresence';
  return { result: { citation, claim }, subject: { family, uuid: claim.uuid, name } };
}
