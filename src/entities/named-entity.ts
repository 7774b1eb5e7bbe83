import { Field, InterfaceType } from 'type-graphql';
import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  TableInheritance,
  type Relation,
} from 'typeorm';
import { Node, type IdFamily } from '../graphql/node';
import { Coordinates } from './coordinates';
import { EntityKind } from './entity-kinds';

/**
 * Somebody or something that stories name. One table holds the five kinds, so that one statement
 * loads people, countries and bases alike.
 */
@InterfaceType('Entity', {
  implements: Node,
  description:
    'A named entity: a person, country, base, organization or place that stories name. What is known of it is public; which stories name it follows what the viewer may read.',
})
@Entity('entity')
@TableInheritance({ column: 'kind' })
@Index('entity_by_name', { synchronize: false })
@Index('entity_by_kind_and_name', { synchronize: false })
@Index('entity_name_trgm', { synchronize: false })
export abstract class NamedEntity extends Node {
  protected get idFamily(): IdFamily {
    return 'Entity';
  }

  @Field(() => String, { description: 'Name in URLs and filters; unique among all kinds.' })
  @Column('text', { unique: true })
  slug!: string;

  @Field(() => EntityKind, { description: 'What it is.' })
  @Column('enum', { enum: EntityKind, enumName: 'entity_kind' })
  kind!: EntityKind;

  @Field(() => String, { description: 'The name that this newsroom prefers.' })
  @Column('text')
  name!: string;

  @Field(() => String, { nullable: true, description: 'Who or what it is, in a few words.' })
  @Column('text', { nullable: true })
  description!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Id in Wikidata, as in Q858; null where nobody has verified one.',
  })
  @Column('text', { nullable: true, unique: true })
  wikidataId!: string | null;

  /** Nationality of a person, host of a base, seat of an organization, country of a place. */
  @ManyToOne('Country')
  @JoinColumn({ name: 'country_id' })
  country?: Relation<NamedEntity>;

  @Index('entity_country')
  @Column('uuid', { nullable: true })
  countryId!: string | null;

  /** Known of bases and places alone. */
  @Column(() => Coordinates, { prefix: false })
  coordinates!: Coordinates | null;
}
