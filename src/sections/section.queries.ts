import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { readModels } from '../database/read';
import { project, type Fields } from '../database/rows';
import { Section } from './section';

/** Every section, by name. A publication has a handful of them. */
export function allSections(db: DataSource, fields: Fields): Promise<Section[]> {
  const sections = project(db, Section, 's', fields);
  return readModels(db, sections, sql`FROM section s ORDER BY s.name, s.id LIMIT 1000`);
}
