import { createUnionType, Field, ID, ObjectType } from 'type-graphql';
import { BasePresence } from '../bases/base-presence';
import { Citation } from '../claims/citation';
import { Event } from '../events/event';
import { Office } from '../offices/office';
import { MutationPayload } from './mutation';

export type Claimed = Event | Office | BasePresence;

const CLAIMED = {
  description: 'Something that reports say, and that citations hang on.',
};

const ClaimUnion = createUnionType({
  name: 'Claim',
  ...CLAIMED,
  types: () => [Event, Office, BasePresence] as const,
  resolveType: (claim) =>
    claim instanceof Event ? 'Event' : claim instanceof Office ? 'Office' : 'BasePresence',
});

@ObjectType()
abstract class EventPayload extends MutationPayload {
  @Field(() => Event, { description: 'The event as it is now.' })
  event!: Event;
}

@ObjectType({ simpleResolvers: true, description: 'The event that was made.' })
export class CreateEventPayload extends EventPayload {}

@ObjectType({ simpleResolvers: true, description: 'The event that was changed.' })
export class UpdateEventPayload extends EventPayload {}

@ObjectType({ simpleResolvers: true, description: 'The event that was deleted.' })
export class DeleteEventPayload extends MutationPayload {
  @Field(() => ID, { description: 'The id that it had.' })
  deletedId!: string;
}

@ObjectType()
abstract class OfficePayload extends MutationPayload {
  @Field(() => Office, { description: 'The office as it is now.' })
  office!: Office;
}

@ObjectType({ simpleResolvers: true, description: 'The office that was recorded.' })
export class RecordOfficePayload extends OfficePayload {}

@ObjectType({ simpleResolvers: true, description: 'The office that was changed.' })
export class UpdateOfficePayload extends OfficePayload {}

@ObjectType()
abstract class PresencePayload extends MutationPayload {
  @Field(() => BasePresence, { description: 'The presence as it is now.' })
  presence!: BasePresence;
}

@ObjectType({ simpleResolvers: true, description: 'The presence that was recorded.' })
export class RecordPresencePayload extends PresencePayload {}

@ObjectType({ simpleResolvers: true, description: 'The presence that was changed.' })
export class UpdatePresencePayload extends PresencePayload {}

@ObjectType({ simpleResolvers: true, description: 'The citation that was added.' })
export class AddCitationPayload extends MutationPayload {
  @Field(() => Citation, { description: 'The citation.' })
  citation!: Citation;

  @Field(() => ClaimUnion, { description: 'What it is a citation of.' })
  claim!: Claimed;
}

@ObjectType({ simpleResolvers: true, description: 'The citation that was removed.' })
export class RemoveCitationPayload extends MutationPayload {
  @Field(() => ID, { description: 'The id that it had.' })
  deletedId!: string;

  @Field(() => ClaimUnion, { description: 'What it was a citation of.' })
  claim!: Claimed;
}
