import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index } from 'typeorm';
import { Needs } from '../database/needs';
import { encodeId, Identified, type IdFamily } from '../graphql/node';
import { DateTimeScalar } from '../graphql/scalars';
import { Role } from '../graphql/viewer';

@ObjectType({
  simpleResolvers: true,
  description: 'Who did what, when, and to what. Written in the transaction of the change itself.',
})
@Entity()
@Index('audit_newest', ['at', 'uuid'])
@Index('audit_by', ['by', 'at', 'uuid'])
@Index('audit_of_action', ['action', 'at', 'uuid'])
@Index('audit_of_subject', ['subjectUuid', 'at', 'uuid'])
export class AuditEntry extends Identified {
  protected get idFamily(): IdFamily {
    return 'AuditEntry';
  }

  @Field(() => DateTimeScalar, { description: 'When.' })
  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  @Field(() => String, { description: 'Who: the name of their key or account, as it was then.' })
  @Column('text')
  by!: string;

  /** The id of the key, or the subject of the identity provider. */
  @Column('text', { nullable: true })
  byId!: string | null;

  @Field(() => Role, { description: 'The role that they had.' })
  @Column('enum', { enum: Role, enumName: 'viewer_role' })
  role!: Role;

  @Field(() => String, { description: 'What was done: the name of the mutation.' })
  @Column('text')
  action!: string;

  @Column('text')
  subjectFamily!: IdFamily;

  @Column('uuid')
  subjectUuid!: string;

  @Needs(AuditEntry, 'subjectFamily', 'subjectUuid')
  @Field(() => ID, { description: 'To what: its id, which may lead nowhere any more.' })
  get subject(): string {
    return encodeId(this.subjectFamily, this.subjectUuid);
  }

  @Field(() => String, { description: 'Its slug, title or text, as it was then.' })
  @Column('text')
  subjectName!: string;

  @Field(() => String, { nullable: true, description: 'The reason or summary that was given.' })
  @Column('text', { nullable: true })
  summary!: string | null;
}
