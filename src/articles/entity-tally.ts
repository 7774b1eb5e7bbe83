import {
  Column,
  Entity,
  Index,
  JoinColumn,
  OneToOne,
  PrimaryColumn,
  type DataSource,
  type EntityManager,
} from 'typeorm';
import { NamedEntity } from '../entities/named-entity';

/**
 * How much readers hear of an entity, added up, so that entities can be ordered by it. Triggers note each
 * change as a `TallyChange`; `dateline_fold_tallies()` adds those whose hour has come.
 */
@Entity()
@Index('entity_tally_mentions', ['mentions', 'entityId'])
@Index('entity_tally_latest', ['latest', 'entityId'])
export class EntityTally {
  @OneToOne(() => NamedEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'entity_id' })
  entity?: NamedEntity;

  @PrimaryColumn('uuid')
  entityId!: string;

  /** Mentions in articles that readers see. */
  @Column('integer', { default: 0 })
  mentions!: number;

  /** Publication of the newest of these articles; `-infinity` where there is none. */
  @Column({ type: 'timestamptz', precision: 3, default: '-infinity' })
  latest!: Date;
}

/** Mentions that came or went, and are not yet in the tally. */
@Entity()
@Index('tally_change_of_entity', ['entityId', 'due'])
export class TallyChange {
  @PrimaryColumn('bigint', { generated: 'identity', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('uuid')
  entityId!: string;

  /** How many more mentions readers see; negative where they see fewer. */
  @Column('integer')
  mentions!: number;

  /** From when on. */
  @Index('tally_change_due')
  @Column({ type: 'timestamptz', precision: 3 })
  due!: Date;
}

/** Adds to the tallies what has changed; if another is at it, leaves it to them. */
export async function foldTallies(database: DataSource | EntityManager): Promise<void> {
  await database.query('SELECT dateline_fold_tallies()');
}
