import { Field, Int, ObjectType } from 'type-graphql';
import { NamedEntity } from '../entities/named-entity';
import { MutationPayload } from './mutation';

@ObjectType()
abstract class EntityPayload extends MutationPayload {
  @Field(() => NamedEntity, { description: 'The entity as it is now.' })
  entity!: NamedEntity;
}

@ObjectType({ simpleResolvers: true, description: 'The entity that was made.' })
export class CreateEntityPayload extends EntityPayload {}

@ObjectType({ simpleResolvers: true, description: 'The entity that was changed.' })
export class UpdateEntityPayload extends EntityPayload {}

@ObjectType({ simpleResolvers: true, description: 'The entity that has another name.' })
export class AddAliasPayload extends EntityPayload {}

@ObjectType({ simpleResolvers: true, description: 'The entity that has lost a name.' })
export class RemoveAliasPayload extends EntityPayload {}

@ObjectType({
  simpleResolvers: true,
  description: 'How much of the one entity became the other’s by a merge.',
})
export class MergeReport {
  @Field(() => Int, { description: 'Mentions.' })
  mentions!: number;

  @Field(() => Int, { description: 'Articles that hold these mentions.' })
  articles!: number;

  @Field(() => Int, { description: 'Parts in events.' })
  participants!: number;

  @Field(() => Int, { description: 'Events that took place there.' })
  places!: number;

  @Field(() => Int, { description: 'Offices that it held, or that were posts of it.' })
  offices!: number;

  @Field(() => Int, { description: 'Presences at it, or of it at bases.' })
  presences!: number;

  @Field(() => Int, { description: 'Entities that belong to it, or have it as their capital.' })
  entities!: number;

  @Field(() => Int, { description: 'Names that the other did not have.' })
  aliases!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The entity that two entities have become.' })
export class MergeEntitiesPayload extends EntityPayload {
  @Field(() => Boolean, { description: 'Whether it was only looked at, and nothing was changed.' })
  dryRun!: boolean;

  @Field(() => MergeReport, { description: 'What moved, or would move.' })
  moved!: MergeReport;
}
