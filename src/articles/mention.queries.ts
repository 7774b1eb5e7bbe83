import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import type { References } from '../database/references';
import { ofKinds } from '../entities/entity-conditions';
import type { NamedEntity } from '../entities/named-entity';
import { childConnections } from '../graphql/connection';
import type { List } from '../graphql/list';
import type { Page } from '../graphql/page';
import type { PageArgs } from '../graphql/page-args';
import type { PerParent } from '../graphql/per-parent';
import type { Article } from './article';
import type { EntitiesOfArticleArgs } from './article.inputs';
import { Mention } from './mention';

/** What articles mention. Whoever holds an article may read it, so these need no rule of their own. */
const mentions: List<Mention> = {
  nodes: { model: Mention, alias: 'm' },
  from: sql`mention m`,
  where: [sql`m.article_id = parent.id`],
  order: {
    name: 'IN_TEXT',
    keys: [{ expression: sql`m.position`, type: 'integer' }],
    direction: 'ASC',
  },
};

export function mentionsOfArticle(
  db: DataSource,
  args: PageArgs,
  info: GraphQLResolveInfo,
): PerParent<Article, Page<Mention>> {
  return childConnections(db, mentions, args, info);
}

export function entitiesOfArticle(
  db: DataSource,
  entities: References<NamedEntity>,
  args: EntitiesOfArticleArgs,
  info: GraphQLResolveInfo,
): PerParent<Article, Page<NamedEntity>> {
  const { kinds } = args;
  const list: List<NamedEntity> = {
    nodes: { references: entities, id: sql`link.entity_id` },
    from: kinds
      ? sql`article_entity link JOIN entity e ON e.id = link.entity_id`
      : sql`article_entity link`,
    where: [sql`link.article_id = parent.id`, kinds ? ofKinds('e', kinds) : undefined],
    order: {
      name: 'SALIENCE',
      keys: [
        { expression: sql`link.salience`, type: 'real' },
        { expression: sql`link.entity_id`, type: 'uuid' },
      ],
      direction: 'DESC',
    },
    edge: { salience: sql`link.salience`, mentionCount: sql`link.mention_count` },
  };
  return childConnections(db, list, args, info);
}
