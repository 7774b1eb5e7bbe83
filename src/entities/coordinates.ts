import { Field, Float, ObjectType } from 'type-graphql';
import { Column } from 'typeorm';

@ObjectType({
  simpleResolvers: true,
  description: 'A point on the globe (WGS 84), in decimal degrees.',
})
export class Coordinates {
  @Field(() => Float, { description: 'Degrees north of the equator, -90 to 90.' })
  @Column('double precision', { nullable: true })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east of Greenwich, -180 to 180.' })
  @Column('double precision', { nullable: true })
  longitude!: number;
}
