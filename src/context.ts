import type { DataSource } from 'typeorm';
import type { Changes } from './database/changes';
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

/** The rows that a process keeps, for as long as it is told of their changes. */
export function knownRows(db: DataSource, changes: Changes): KnownRows {
  const isTold = (): boolean => changes.version !== null;
  const entities = new References(db, NamedEntity, MOST_ENTITIES, isTold);
  const sections = new References(db, Section, MOST_SECTIONS, isTold);
  changes.onChange((table) => {
    if (table === null || table === 'entity') entities.forget();
    if (table === null || table === 'section') sections.forget();
  });
  return { entities, sections };
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
