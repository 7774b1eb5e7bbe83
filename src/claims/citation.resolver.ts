import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver } from 'type-graphql';
import { Article } from '../articles/article';
import { articlesById, blocksById } from '../articles/article.queries';
import { Block } from '../articles/block';
import { blockOfRevision, revisionsByKey } from '../articles/history.queries';
import type { Context } from '../context';
import { Needs } from '../database/needs';
import type { PerParent } from '../graphql/per-parent';
import { selectionOf } from '../graphql/selection';
import { Citation } from './citation';
import { citationsByClaim } from './citation.queries';

/** The field `citations` of everything that is claimed. */
export function citationsOfClaims(
  { db, viewer }: Context,
  info: GraphQLResolveInfo,
): PerParent<{ uuid: string }, Citation[]> {
  const citations = citationsByClaim(db, viewer, selectionOf(info).fields);
  return ({ uuid }) => citations.load(uuid);
}

@Resolver(() => Citation)
export class CitationResolver {
  @Needs(Citation, 'articleId')
  @FieldResolver(() => Article, { description: 'The article that says so.' })
  article(
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Citation, Article | null> {
    const articles = articlesById(db, viewer, selectionOf(info).fields);
    return ({ articleId }) => articles.load(articleId);
  }

  @Needs(Citation, 'blockId', 'articleId', 'revision', 'current')
  @FieldResolver(() => Block, {
    description: 'The block that the words stand in, as it is in the revision that was quoted.',
  })
  block(
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Citation, Block | null> {
    const blocks = blocksById(db, viewer, selectionOf(info).fields);
    const revisions = revisionsByKey(db, true);
    return ({ current, blockId, articleId, revision: number }) =>
      current ? blocks.load(blockId) : blockOfRevision(revisions, { articleId, number }, blockId);
  }
}
