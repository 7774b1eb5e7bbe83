import { Field, ID, InterfaceType } from 'type-graphql';
import { PrimaryColumn } from 'typeorm';
import { badInput } from './errors';

/** The families of ids: the first part of an opaque id, which says where its row is kept. */
export type IdFamily =
  | 'Article'
  | 'Entity'
  | 'Event'
  | 'Section'
  | 'Block'
  | 'Mention'
  | 'Citation'
  | 'Office'
  | 'BasePresence'
  | 'Proposal'
  | 'AuditEntry'
  | 'Suggestion';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function encodeId(family: IdFamily, uuid: string): string {
  return Buffer.from(`${family}:${uuid}`).toString('base64url');
}

/**
 * Reads an opaque id back.
 *
 * @throws BAD_USER_INPUT when the text is not an id that this server gives
 */
export function decodeId(id: string, argument = 'id'): { family: string; uuid: string } {
  const [family = '', uuid = '', ...rest] = Buffer.from(id, 'base64url').toString().split(':');
  if (!UUID.test(uuid) || rest.length > 0) {
    throw badInput(`Argument "${argument}" is not an id of this server.`);
  }
  return { family, uuid };
}

/**
 * The uuid in an opaque id of one family.
 *
 * @param argument the path of the argument that holds it
 * @throws BAD_USER_INPUT when it is not one
 */
export function uuidOf(argument: string, family: IdFamily, id: string): string {
  const decoded = decodeId(id, argument);
  if (decoded.family !== family)
    throw badInput(`Argument "${argument}" is the id of something else.`);
  return decoded.uuid;
}

/**
 * A row known by a uuid in the database and by an opaque id in the API. Declared as an interface, which
 * no type implements, because only so do both objects and interfaces inherit its field.
 */
@InterfaceType()
export abstract class Identified {
  @PrimaryColumn('uuid', { name: 'id' })
  uuid!: string;

  protected abstract get idFamily(): IdFamily;

  @Field(() => ID, { description: 'Opaque id, unique among everything that this server holds.' })
  get id(): string {
    return encodeId(this.idFamily, this.uuid);
  }
}

@InterfaceType({
  description: 'Anything that can be fetched again by its id alone, with node(id:).',
})
export abstract class Node extends Identified {}
