import type { DataSource } from 'typeorm';
import type { Changes } from './database/changes';
import { keptUntilChanged } from './database/kept';
import { References } from './database/references';
import { knownNames } from './entities/known-names';
import { EntityRedirect } from './entities/entity-redirect';
import { NamedEntity } from './entities/named-entity';
import type { PreparedFields } from './graphql/per-parent';
import { Gazetteer } from './linking/gazetteer';
import type { Viewer } from './graphql/viewer';
import type { Limited } from './limits/apollo';
import { Section } from './sections/section';

/** What the process keeps of the rows that every page shows. */
export interface KnownRows {
  entities: References<NamedEntity>;
  sections: References<Section>;
  /** What finds the entities' names in a text. */
  gazetteer: () => Promise<Gazetteer>;
  /** Tells what changes. */
  changes: Changes;
  /** Resolves once the process knows of every change that was committed before the call. */
  settled: () => Promise<void>;
}

/** The most entities that are kept: those that stories name most stay. */
const MOST_ENTITIES = 20_000;
const MOST_SECTIONS = 1000;

/** The rows that a process keeps, for as long as it is told of their changes. */
export function knownRows(db: DataSource, changes: Changes): KnownRows {
  const isTold = (): boolean => changes.version !== null;
  const entities = new References(db, NamedEntity, MOST_ENTITIES, isTold, EntityRedirect);
  const sections = new References(db, Section, MOST_SECTIONS, isTold);
  changes.onChange((table) => {
    if (table === null || table === 'entity') entities.forget();
    if (table === null || table === 'section') sections.forget();
  });
  const gazetteer = keptUntilChanged(changes, ['entity', 'alias'], async () => {
    return new Gazetteer(await knownNames(db.manager));
  });
  return { entities, sections, gazetteer, changes, settled: () => changes.settled() };
}

/** What one request knows: who asks, where from it is answered, its limits, and which fields are prepared. */
export interface Context extends KnownRows, Limited {
  viewer: Viewer;
  db: DataSource;
  prepared: PreparedFields;
}

export function contextFor(
  db: DataSource,
  known: KnownRows,
  limited: Limited,
  viewer?: Viewer,
): Context {
  if (!viewer) throw new Error('nobody has been asked who they are');
  return { db, viewer, ...known, ...limited, prepared: new Map() };
}
