import type { DataSource } from 'typeorm';
import { References } from './database/references';
import { NamedEntity } from './entities/named-entity';
import type { PreparedFields } from './graphql/per-parent';
import type { Viewer } from './graphql/viewer';
import { Section } from './sections/section';

/** What the process keeps of the rows that every page shows. */
export interface KnownRows {
  entities: References<NamedEntity>;
  sections: References<Section>;
}

/** The most entities that are kept: those that stories name most stay. */
const MOST_ENTITIES = 20_000;
const MOST_SECTIONS = 1000;

export function knownRows(db: DataSource): KnownRows {
  const isTold = (): boolean => true;
  return {
    entities: new References(db, NamedEntity, MOST_ENTITIES, isTold),
    sections: new References(db, Section, MOST_SECTIONS, isTold),
  };
}

/** What one request knows: who asks, where from it is answered, and which fields are prepared. */
export interface Context extends KnownRows {
  viewer: Viewer;
  db: DataSource;
  prepared: PreparedFields;
}

export function contextFor(db: DataSource, viewer: Viewer, known: KnownRows): Context {
  return { db, viewer, ...known, prepared: new Map() };
}
