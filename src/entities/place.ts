import { Field, ObjectType } from 'type-graphql';
import { ChildEntity, Column } from 'typeorm';
import { Node } from '../graphql/node';
import { Coordinates } from './coordinates';
import { EntityKind, PlaceKind } from './entity-kinds';
import { NamedEntity } from './named-entity';

@ObjectType({
  implements: [Node, NamedEntity],
  simpleResolvers: true,
  description: 'A geographical place that is not a country.',
})
@ChildEntity(EntityKind.PLACE)
export class Place extends NamedEntity {
  @Field(() => PlaceKind, { description: 'What kind of place it is.' })
  @Column('enum', { enum: PlaceKind, enumName: 'place_kind', nullable: true })
  placeKind!: PlaceKind;

  @Field(() => Coordinates, { nullable: true, description: 'Where it is, where that is known.' })
  declare coordinates: Coordinates | null;
}
