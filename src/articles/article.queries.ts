import type DataLoader from 'dataloader';
import sql, { type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { readModels } from '../database/read';
import { childConnections, rootConnection, type Connection } from '../graphql/connection';
import { manyByKey, oneByKey } from '../graphql/loaders';
import type { PageArgs } from '../graphql/page-args';
import type { Viewer } from '../graphql/viewer';
import { Article } from './article';
import { articleList } from './article-list';
import type { ArticleListArgs, OrderedArticleListArgs } from './article.inputs';
import { Block } from './block';
import { readable } from './readable';

export interface ArticleLoaders {
  articleById: DataLoader<string, Article | null>;
  articleBySlug: DataLoader<string, Article | null>;
  blocksOf: DataLoader<string, Block[]>;
  blockById: DataLoader<string, Block | null>;
  articlesOfSection: (sectionId: string, args: PageArgs) => Connection<Article>;
  articlesOfEntity: (entityId: string, args: ArticleListArgs) => Connection<Article>;
}

export function articleLoaders(db: DataSource, viewer: Viewer): ArticleLoaders {
  const articlesWhere = (condition: Sql): Promise<Article[]> =>
    readModels(
      db,
      Article,
      'a',
      sql`FROM article a WHERE ${condition} AND ${readable(viewer, 'a')}`,
    );
  const blocksWhere = (rest: Sql): Promise<Block[]> =>
    readModels(db, Block, 'b', sql`FROM block b WHERE ${rest}`);
  return {
    articleById: oneByKey(
      (ids) => articlesWhere(sql`a.id = ANY(${ids})`),
      (article) => article.uuid,
    ),
    articleBySlug: oneByKey(
      (slugs) => articlesWhere(sql`a.slug = ANY(${slugs})`),
      (article) => article.slug,
    ),
    blocksOf: manyByKey(
      (ids) => blocksWhere(sql`b.article_id = ANY(${ids}) ORDER BY b.article_id, b.index`),
      (block) => block.articleId,
    ),
    blockById: oneByKey(
      (ids) => blocksWhere(sql`b.id = ANY(${ids})`),
      (block) => block.uuid,
    ),
    articlesOfSection: childConnections(db, () =>
      articleList(
        viewer,
        {},
        {
          from: sql`article a`,
          condition: sql`a.section_id = parent.id`,
        },
      ),
    ),
    articlesOfEntity: childConnections(db, (args) =>
      articleList(viewer, args, {
        from: sql`article_entity link JOIN article a ON a.id = link.article_id`,
        condition: sql`link.entity_id = parent.id`,
      }),
    ),
  };
}

/** The articles of a filter, in the order asked for. */
export function articles(
  db: DataSource,
  viewer: Viewer,
  args: OrderedArticleListArgs,
): Connection<Article> {
  return rootConnection(db, articleList(viewer, args), args);
}
