import type DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { readModels } from '../database/read';
import type { References } from '../database/references';
import { project, type Fields } from '../database/rows';
import type { NamedEntity } from '../entities/named-entity';
import { childConnections, rootConnection } from '../graphql/connection';
import { manyByKey, oneByKey } from '../graphql/loaders';
import type { Page } from '../graphql/page';
import type { PageArgs } from '../graphql/page-args';
import type { PerParent } from '../graphql/per-parent';
import type { Viewer } from '../graphql/viewer';
import type { Section } from '../sections/section';
import { Article } from './article';
import { articleList, articlesWhere, mentioning, type ArticleFilter } from './article-list';
import type { ArticleListArgs, ArticleWhere, OrderedArticleListArgs } from './article.inputs';
import { Block } from './block';
import { isCommon } from './full-text';
import { readable } from './readable';

/** The article of a slug. */
export async function articleBySlug(
  db: DataSource,
  viewer: Viewer,
  slug: string,
  fields: Fields,
): Promise<Article | null> {
  const articles = project(db, Article, 'a', fields);
  const rest = sql`FROM article a WHERE a.slug = ${slug} AND ${readable(viewer, 'a')}`;
  const [article] = await readModels(db, articles, rest);
  return article ?? null;
}

export function articlesById(
  db: DataSource,
  viewer: Viewer,
  fields: Fields,
): DataLoader<string, Article | null> {
  return oneByKey(db, fields, {
    model: Article,
    alias: 'a',
    key: 'uuid',
    rest: (ids) => sql`FROM article a WHERE a.id = ANY(${ids}) AND ${readable(viewer, 'a')}`,
  });
}

/** The blocks of articles: none of one that was withheld after it was read, for it may say something else now. */
export function blocksByArticle(
  db: DataSource,
  viewer: Viewer,
  fields: Fields,
): DataLoader<string, Block[]> {
  return manyByKey(db, fields, {
    model: Block,
    alias: 'b',
    key: 'articleId',
    rest: (ids) =>
      sql`FROM block b JOIN article a ON a.id = b.article_id
        WHERE b.article_id = ANY(${ids}) AND ${readable(viewer, 'a')} ORDER BY b.article_id, b.index`,
  });
}

export function blocksById(
  db: DataSource,
  viewer: Viewer,
  fields: Fields,
): DataLoader<string, Block | null> {
  return oneByKey(db, fields, {
    model: Block,
    alias: 'b',
    key: 'uuid',
    rest: (ids) =>
      sql`FROM block b JOIN article a ON a.id = b.article_id
        WHERE b.id = ANY(${ids}) AND ${readable(viewer, 'a')}`,
  });
}

/** The rows that a filter names by slug. */
export interface Known {
  entities: References<NamedEntity>;
  sections: References<Section>;
}

/** What a filter names by slug, by id. */
export async function filterOf(
  db: DataSource,
  { entities, sections }: Known,
  where: ArticleWhere | null | undefined,
): Promise<ArticleFilter> {
  const { sections: sectionSlugs, entities: all, anyEntities: any, ...rest } = where ?? {};
  return {
    where: rest,
    sectionIds: sectionSlugs ? await sections.idsOf(sectionSlugs) : undefined,
    entityIds: all ? await entities.idsOf(all) : undefined,
    anyEntityIds: any ? await entities.idsOf(any) : undefined,
    textIsCommon: rest.text != null && (await isCommon(db, rest.text)),
  };
}

/** The articles of a filter, in the order asked for. */
export async function articles(
  db: DataSource,
  viewer: Viewer,
  known: Known,
  args: OrderedArticleListArgs,
  info: GraphQLResolveInfo,
): Promise<Page<Article>> {
  const filter = await filterOf(db, known, args.where);
  return rootConnection(db, articleList(viewer, filter, args.orderBy ?? undefined), args, info);
}

export function articlesOfSection(
  db: DataSource,
  viewer: Viewer,
  args: PageArgs,
  info: GraphQLResolveInfo,
): PerParent<Section, Page<Article>> {
  const within = articlesWhere(sql`a.section_id = parent.id`);
  return childConnections(db, articleList(viewer, { where: {} }, undefined, within), args, info);
}

export async function articlesOfEntity(
  db: DataSource,
  viewer: Viewer,
  known: Known,
  args: ArticleListArgs,
  info: GraphQLResolveInfo,
): Promise<PerParent<NamedEntity, Page<Article>>> {
  const filter = await filterOf(db, known, args.where);
  const list = articleList(viewer, filter, undefined, mentioning(sql`parent.id`));
  return childConnections(db, list, args, info);
}
