import { Field, ObjectType } from 'type-graphql';
import { ChildEntity, Column } from 'typeorm';
import { Node } from '../graphql/node';
import { Coordinates } from './coordinates';
import { EntityKind } from './entity-kinds';
import { NamedEntity } from './named-entity';

@ObjectType({
  implements: [Node, NamedEntity],
  simpleResolvers: true,
  description: 'A military base, port or airfield.',
})
@ChildEntity(EntityKind.BASE)
export class Base extends NamedEntity {
  @Field(() => Boolean, {
    description:
      'False where reports speak of a base without naming it; its name is then a description.',
  })
  @Column('boolean', { nullable: true })
  named!: boolean;

  @Field(() => Coordinates, { nullable: true, description: 'Where it is, where that is known.' })
  declare coordinates: Coordinates | null;
}
