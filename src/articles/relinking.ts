import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a relink did with the mentions of one entity. */
export interface EntityRelinked {
  added: number;
  removed: number;
}

/** How far the reading of the archive for names has come: one row at most, so that another process goes on with it. */
@Entity()
export class Relinking {
  /** Always 1. */
  @PrimaryColumn('integer')
  id!: number;

  /** SHA-256 of the names that articles are read with: with others the reading starts anew. */
  @Column('text')
  names!: string;

  /** The article that was read last; null before the first. They are read by id. */
  @Column('uuid', { nullable: true })
  after!: string | null;

  @Column('integer')
  articlesRead!: number;

  /** Those in which mentions came or went. */
  @Column('integer')
  articlesChanged!: number;

  /** By the uuid of the entity. */
  @Column('jsonb')
  entities!: Record<string, EntityRelinked>;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  finishedAt!: Date | null;
}
