import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { ChangeType } from './change';

/** What a transaction did to an article, entity or event, and has not been announced. Triggers write it. */
@Entity()
@Unique('pending_change_once', ['subjectId', 'type', 'xid'])
export class PendingChange {
  @PrimaryColumn('bigint', { generated: 'identity', generatedIdentity: 'ALWAYS' })
  id!: string;

  /** The transaction. */
  @Column('bigint')
  xid!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  @Column('enum', { enum: ChangeType, enumName: 'change_type' })
  type!: ChangeType;

  @Column('uuid')
  subjectId!: string;

  @Column('text', { nullable: true })
  slug!: string | null;

  /** Whether the transaction left it there. */
  @Column('boolean')
  present!: boolean;

  /** From when on readers may know of the change; of an article, its own. `readable.ts` compares it with the clock. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  visibleFrom!: Date | null;

  /** Of an article whose hour was moved: the earlier of the two, from which on readers may know of what quotes it. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  movedFrom!: Date | null;

  /** Whether somebody changed it, so that editors are told; not where the clock alone moved. */
  @Column('boolean')
  edited!: boolean;
}

/** The one row that says how far the clock has been looked at. */
@Entity()
export class FeedClock {
  @PrimaryColumn('smallint')
  id!: number;

  /** Articles whose hour came up to this moment have been announced. To the microsecond: rounded up, it would leave some out. */
  @Column('timestamptz')
  announcedUntil!: Date;
}
