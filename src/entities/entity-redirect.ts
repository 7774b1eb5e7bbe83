import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { NamedEntity } from './named-entity';

/** That an entity, which is there no more, was merged into another. */
@Entity()
export class EntityRedirect {
  /** The id that the entity had. */
  @PrimaryColumn('uuid')
  fromId!: string;

  /** The slug that it had. */
  @Column('text', { unique: true })
  fromSlug!: string;

  @ManyToOne(() => NamedEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'into_id' })
  into?: NamedEntity;

  @Index('entity_redirect_into')
  @Column('uuid')
  intoId!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  at!: Date;
}
