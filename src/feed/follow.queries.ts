import sql, { type Sql } from 'sql-template-tag';
import { articleList } from '../articles/article-list';
import { filterOf as articleFilterOf } from '../articles/article.queries';
import type { References } from '../database/references';
import type { NamedEntity } from '../entities/named-entity';
import { filterOf as eventFilterOf } from '../events/event.queries';
import { timelineOf } from '../events/timeline';
import { allOf } from '../database/read';
import { holds } from '../graphql/holds';
import { uuidOf } from '../graphql/node';
import type { Section } from '../sections/section';
import type { Change } from './change';
import type { ArticleChangedArgs, TimelineChangedArgs } from './change.inputs';
import { follow, type Follower } from './follow';

interface Known {
  entities: References<NamedEntity>;
  sections: References<Section>;
}

const IS_GONE = sql`c.action NOT IN ('CREATED', 'UPDATED')`;

/** The articles of a filter as they change. */
export async function followArticles(
  follower: Follower,
  known: Known,
  { where, after }: ArticleChangedArgs,
): Promise<AsyncIterableIterator<Change>> {
  const { ids, ...rest } = where ?? {};
  const uuids = ids?.map((id) => uuidOf('where.ids', 'Article', id));
  const filter = await articleFilterOf(follower.db, known, rest);
  const matches = allOf([
    uuids && sql`c.subject_id = ANY(${uuids})`,
    isGiven(rest)
      ? goneOr(holds(articleList(follower.viewer, filter), sql`c.subject_id`))
      : undefined,
  ]);
  return follow(follower, { type: 'ARTICLE', matches, after });
}

/** The events of a filter as they change. */
export async function followTimeline(
  follower: Follower,
  { entities }: Known,
  { where, after }: TimelineChangedArgs,
): Promise<AsyncIterableIterator<Change>> {
  const filter = await eventFilterOf(entities, { where: where ?? null });
  const matches = isGiven(where ?? {})
    ? goneOr(holds(timelineOf(follower.viewer, filter), sql`c.subject_id`))
    : sql`TRUE`;
  return follow(follower, { type: 'EVENT', matches, after });
}

function isGiven(where: object): boolean {
  return Object.values(where).some((value) => value != null);
}

/** Of what is gone nothing is known that a filter could be held against. */
function goneOr(condition: Sql): Sql {
  return sql`${IS_GONE} OR ${condition}`;
}
