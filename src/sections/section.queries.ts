import type DataLoader from 'dataloader';
import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { readModels } from '../database/read';
import { oneByKey } from '../graphql/loaders';
import { Section } from './section';

export interface SectionLoaders {
  sectionById: DataLoader<string, Section | null>;
  sectionBySlug: DataLoader<string, Section | null>;
}

export function sectionLoaders(db: DataSource): SectionLoaders {
  return {
    sectionById: oneByKey(
      (ids) => readModels(db, Section, 's', sql`FROM section s WHERE s.id = ANY(${ids})`),
      (section) => section.uuid,
    ),
    sectionBySlug: oneByKey(
      (slugs) => readModels(db, Section, 's', sql`FROM section s WHERE s.slug = ANY(${slugs})`),
      (section) => section.slug,
    ),
  };
}

/** Every section, by name. A publication has a handful of them. */
export function allSections(db: DataSource): Promise<Section[]> {
  return readModels(db, Section, 's', sql`FROM section s ORDER BY s.name, s.id LIMIT 1000`);
}
