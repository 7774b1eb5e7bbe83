import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { Identified, type IdFamily } from '../graphql/node';

@ObjectType({
  simpleResolvers: true,
  description: 'A section of the publication, such as Diplomacy.',
})
@Entity()
export class Section extends Identified {
  protected get idFamily(): IdFamily {
    return 'Section';
  }

  @Field(() => String, { description: 'Name in URLs and filters; unique.' })
  @Column('text', { unique: true })
  slug!: string;

  @Field(() => String, { description: 'Name as readers see it.' })
  @Column('text')
  name!: string;
}
