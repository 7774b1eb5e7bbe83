import { BasePresence } from '../bases/base-presence';
import { saveRow } from '../database/value-objects';
import { Office } from '../offices/office';
import { makeClaim } from './citing';
import { termOf } from './date.input';
import { entityId, lockRow } from './referring';
import type {
  RecordOfficeInput,
  RecordPresenceInput,
  UpdateOfficeInput,
  UpdatePresenceInput,
} from './term.inputs';
import type { Done, Work } from './work';

const OFFICE = { model: Office, family: 'Office', what: 'The office' } as const;
const PRESENCE = { model: BasePresence, family: 'BasePresence', what: 'The presence' } as const;
const NO_TERM = { start: null, end: null };

const officeDone = (office: Office): Done<Office> => ({
  result: office,
  subject: { family: 'Office', uuid: office.uuid, name: office.title },
});

const presenceDone = (presence: BasePresence): Done<BasePresence> => ({
  result: presence,
  subject: { family: 'BasePresence', uuid: presence.uuid, name: presence.status },
});

/** Records a post that a person holds or held. */
export async function recordOffice(
  { manager }: Work,
  input: RecordOfficeInput,
): Promise<Done<Office>> {
  const office = Object.assign(new Office(), {
    ...termOf(NO_TERM, input),
    title: input.title,
    holderId: await entityId(manager, 'input.holder', input.holder, 'PERSON'),
    ofId: await entityId(manager, 'input.of', input.of),
    uuid: await makeClaim(manager, 'OFFICE', input.citations),
  });
  await manager.insert(Office, office);
  return officeDone(office);
}

/** Changes what is given of an office. */
export async function updateOffice(
  { manager }: Work,
  input: UpdateOfficeInput,
): Promise<Done<Office>> {
  const office = await lockRow(manager, OFFICE, input.id);
  const { title, holder, of } = input;
  Object.assign(
    office,
    termOf(office, input),
    title != null && { title },
    holder != null && { holderId: await entityId(manager, 'input.holder', holder, 'PERSON') },
    of != null && { ofId: await entityId(manager, 'input.of', of) },
  );
  await saveRow(manager, office);
  return officeDone(office);
}

/** Records that a force is, or was, at a base. */
export async function recordPresence(
  { manager }: Work,
  input: RecordPresenceInput,
): Promise<Done<BasePresence>> {
  const presence = Object.assign(new BasePresence(), {
    ...termOf(NO_TERM, input),
    status: input.status,
    baseId: await entityId(manager, 'input.base', input.base, 'BASE'),
    operatorId: await entityId(manager, 'input.operator', input.operator),
    uuid: await makeClaim(manager, 'PRESENCE', input.citations),
  });
  await manager.insert(BasePresence, presence);
  return presenceDone(presence);
}

/** Changes what is given of a presence. */
export async function updatePresence(
  { manager }: Work,
  input: UpdatePresenceInput,
): Promise<Done<BasePresence>> {
  const presence = await lockRow(manager, PRESENCE, input.id);
  const { status, base, operator } = input;
  Object.assign(
    presence,
    termOf(presence, input),
    status != null && { status },
    base != null && { baseId: await entityId(manager, 'input.base', base, 'BASE') },
    operator != null && { operatorId: await entityId(manager, 'input.operator', operator) },
  );
  await saveRow(manager, presence);
  return presenceDone(presence);
}
