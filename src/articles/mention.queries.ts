import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { ofKinds } from '../entities/entity-conditions';
import { NamedEntity } from '../entities/named-entity';
import { childConnections, type Connection } from '../graphql/connection';
import type { List } from '../graphql/list';
import type { PageArgs } from '../graphql/page-args';
import type { EntitiesOfArticleArgs } from './article.inputs';
import { Mention } from './mention';

export interface MentionLoaders {
  mentionsOf: (articleId: string, args: PageArgs) => Connection<Mention>;
  entitiesOf: (articleId: string, args: EntitiesOfArticleArgs) => Connection<NamedEntity>;
}

const mentionsOfArticle: List<Mention> = {
  model: Mention,
  alias: 'm',
  from: sql`mention m`,
  where: [sql`m.article_id = parent.id`],
  order: {
    name: 'IN_TEXT',
    keys: [{ expression: sql`m.position`, type: 'integer' }],
    direction: 'ASC',
  },
};

function entitiesOfArticle({ kinds }: EntitiesOfArticleArgs): List<NamedEntity> {
  return {
    model: NamedEntity,
    alias: 'e',
    from: sql`article_entity link JOIN entity e ON e.id = link.entity_id`,
    where: [sql`link.article_id = parent.id`, kinds ? ofKinds('e', kinds) : undefined],
    order: {
      name: 'SALIENCE',
      keys: [
        { expression: sql`link.salience`, type: 'real' },
        { expression: sql`link.entity_id`, type: 'uuid' },
      ],
      direction: 'DESC',
    },
    edgeColumns: sql`link.salience AS salience, link.mention_count AS "mentionCount"`,
  };
}

/** What articles mention. Whoever holds an article may read it, so these need no rule of their own. */
export function mentionLoaders(db: DataSource): MentionLoaders {
  return {
    mentionsOf: childConnections(db, () => mentionsOfArticle),
    entitiesOf: childConnections(db, entitiesOfArticle),
  };
}
