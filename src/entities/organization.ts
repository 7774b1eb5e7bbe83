import { Field, ObjectType } from 'type-graphql';
import { ChildEntity, Column } from 'typeorm';
import { Node } from '../graphql/node';
import { EntityKind, OrganizationKind } from './entity-kinds';
import { NamedEntity } from './named-entity';

@ObjectType({
  implements: [Node, NamedEntity],
  simpleResolvers: true,
  description: 'A body of people that acts as one: a government, a force, an agency, a company.',
})
@ChildEntity(EntityKind.ORGANIZATION)
export class Organization extends NamedEntity {
  @Field(() => OrganizationKind, { description: 'What kind of organization it is.' })
  @Column('enum', { enum: OrganizationKind, enumName: 'organization_kind', nullable: true })
  organizationKind!: OrganizationKind;
}
