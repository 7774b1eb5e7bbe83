import sql, { raw, type Sql } from 'sql-template-tag';
import type { BlockKind } from '../articles/block';
import { readable } from '../articles/readable';
import type { EntityKind } from '../entities/entity-kinds';
import type { Viewer } from '../graphql/viewer';

/** Exports show what a reader sees, whoever asks for them. */
export const READER: Viewer = { role: 'READER' };

/** An entity as an export names it. */
export interface ShownEntity {
  slug: string;
  name: string;
  kind: EntityKind;
  wikidataId: string | null;
}

/** An article as a reader sees it, with all that an export says of it. */
export interface ShownArticle {
  uuid: string;
  slug: string;
  headline: string;
  standfirst: string | null;
  byline: string | null;
  language: string;
  source: string | null;
  canonicalUrl: string | null;
  /** ISO 8601. */
  publishedAt: string;
  updatedAt: string;
  revision: number;
  wordCount: number;
  section: { slug: string; name: string };
  blocks: { kind: BlockKind; text: string }[];
  /** What it is most about, first. */
  entities: ShownEntity[];
  corrections: { at: string; note: string }[];
}

/** The most entities that are told of an article. */
const MOST_ENTITIES = raw('50');

const SHOWN = sql`json_build_object(
  'uuid', a.id, 'slug', a.slug, 'headline', a.headline, 'standfirst', a.standfirst,
  'byline', a.byline, 'language', a.language, 'source', a.source, 'canonicalUrl', a.canonical_url,
  'publishedAt', a.published_at, 'updatedAt', a.updated_at, 'revision', a.revision,
  'wordCount', a.word_count,
  'section', (SELECT json_build_object('slug', s.slug, 'name', s.name)
    FROM section s WHERE s.id = a.section_id),
  'blocks', (SELECT coalesce(json_agg(json_build_object('kind', b.kind, 'text', b.text)
    ORDER BY b.index), '[]') FROM block b WHERE b.article_id = a.id),
  'entities', (SELECT coalesce(json_agg(json_build_object('slug', e.slug, 'name', e.name,
      'kind', e.kind, 'wikidataId', e.wikidata_id) ORDER BY about.salience DESC, e.slug), '[]')
    FROM (SELECT entity_id, salience FROM article_entity link WHERE link.article_id = a.id
      ORDER BY salience DESC, entity_id LIMIT ${MOST_ENTITIES}) about
    JOIN entity e ON e.id = about.entity_id),
  'corrections', (SELECT coalesce(json_agg(json_build_object('at', c.at, 'note', c.note)
    ORDER BY c.at, c.id), '[]') FROM article_correction c WHERE c.article_id = a.id))`;

/** Every article that readers see, oldest first. */
export function allArticles(): Sql {
  return sql`SELECT ${SHOWN} FROM article a WHERE ${readable(READER, 'a')}
    ORDER BY a.visible_from, a.id`;
}

export function articleOfSlug(slug: string): Sql {
  return sql`SELECT ${SHOWN} FROM article a WHERE a.slug = ${slug} AND ${readable(READER, 'a')}`;
}

/** The newest articles, of one section where that is asked for. */
export function newestArticles(count: number, section: string | undefined): Sql {
  const within =
    section === undefined
      ? sql`TRUE`
      : sql`a.section_id = (SELECT id FROM section WHERE slug = ${section})`;
  return sql`SELECT ${SHOWN} FROM article a WHERE ${readable(READER, 'a')} AND ${within}
    ORDER BY a.visible_from DESC, a.id DESC ${raw(`LIMIT ${count}`)}`;
}

export function sectionOfSlug(slug: string): Sql {
  return sql`SELECT s.id FROM section s WHERE s.slug = ${slug}`;
}
