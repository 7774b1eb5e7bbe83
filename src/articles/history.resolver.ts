import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Int, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { NeedsRole } from '../graphql/needs-role';
import { pageSize } from '../graphql/page-args';
import type { PerParent } from '../graphql/per-parent';
import { selectionOf } from '../graphql/selection';
import { Article } from './article';
import { compareBlocks } from './compare-blocks';
import { Correction } from './correction';
import { correctionsByArticle, revisionsByArticle, revisionsByKey } from './history.queries';
import { BlockChange, Revision } from './revision';

const FIRST = { nullable: true, defaultValue: 20, description: 'At most this many, 1 to 100.' };

function needsStory(info: GraphQLResolveInfo): boolean {
  return [...selectionOf(info).fields].some((field) => !Revision.withoutStory.has(field));
}

@Resolver(() => Article)
export class ArticleHistoryResolver {
  @NeedsRole('EDITOR')
  @FieldResolver(() => [Revision], {
    nullable: true,
    description: 'Its versions, the newest first.',
  })
  revisions(
    @Arg('first', () => Int, FIRST) first: number | null,
    @Arg('before', () => Int, {
      nullable: true,
      description: 'Only versions before this one: page on with the last one of a page.',
    })
    before: number | null | undefined,
    @Ctx() { db }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Article, Revision[]> {
    const page = { first: pageSize('first', first ?? 20), before };
    const revisions = revisionsByArticle(db, page, needsStory(info));
    return ({ uuid }) => revisions.load(uuid);
  }

  @NeedsRole('EDITOR')
  @FieldResolver(() => Revision, {
    nullable: true,
    description: 'One of its versions; null where there is none of that number.',
  })
  revisionAt(
    @Arg('number', () => Int, { description: 'The number of the version, from 1.' }) number: number,
    @Ctx() { db }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Article, Revision | null> {
    const revisions = revisionsByKey(db, needsStory(info));
    return ({ uuid }) => revisions.load({ articleId: uuid, number });
  }

  @FieldResolver(() => [Correction], {
    description: 'What it tells its readers of mistakes that were mended, the newest first.',
  })
  corrections(
    @Arg('first', () => Int, FIRST) first: number | null,
    @Ctx() { db }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Article, Correction[]> {
    const { fields } = selectionOf(info);
    const corrections = correctionsByArticle(db, pageSize('first', first ?? 20), fields);
    return ({ uuid }) => corrections.load(uuid);
  }
}

@Resolver(() => Revision)
export class RevisionResolver {
  @FieldResolver(() => [BlockChange], {
    description:
      'What became of the blocks since an earlier version, in their order; those that are gone last.',
  })
  changes(
    @Arg('since', () => Int, {
      nullable: true,
      description: 'The number of the earlier version; by default the one before.',
    })
    since: number | null,
    @Ctx() { db }: Context,
  ): PerParent<Revision, BlockChange[]> {
    const revisions = revisionsByKey(db, true);
    return async ({ articleId, revision, blocks }) => {
      const earlier = await revisions.load({ articleId, number: since ?? revision - 1 });
      return compareBlocks(earlier?.blocks ?? [], blocks);
    };
  }
}
