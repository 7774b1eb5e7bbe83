import { ObjectType } from 'type-graphql';
import { ChildEntity } from 'typeorm';
import { Node } from '../graphql/node';
import { EntityKind } from './entity-kinds';
import { NamedEntity } from './named-entity';

@ObjectType({
  implements: [Node, NamedEntity],
  simpleResolvers: true,
  description: 'A human being whom stories name.',
})
@ChildEntity(EntityKind.PERSON)
export class Person extends NamedEntity {}
