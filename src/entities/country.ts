import { Field, ObjectType } from 'type-graphql';
import { ChildEntity, Column, JoinColumn, ManyToOne } from 'typeorm';
import { Node } from '../graphql/node';
import { EntityKind } from './entity-kinds';
import { NamedEntity } from './named-entity';
import { Place } from './place';

@ObjectType({
  implements: [Node, NamedEntity],
  simpleResolvers: true,
  description: 'A country or territory that ISO 3166-1 has a code for.',
})
@ChildEntity(EntityKind.COUNTRY)
export class Country extends NamedEntity {
  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2 code, as in SY.' })
  @Column('text', { nullable: true, unique: true })
  isoAlpha2!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-3 code, as in SYR.' })
  @Column('text', { nullable: true, unique: true })
  isoAlpha3!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What its people are called in English, as in Syrian.',
  })
  @Column('text', { nullable: true })
  demonym!: string | null;

  @ManyToOne(() => Place)
  @JoinColumn({ name: 'capital_id' })
  capital?: Place;

  @Column('uuid', { nullable: true })
  capitalId!: string | null;
}
