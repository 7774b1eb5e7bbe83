import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Directive, FieldResolver, Info, Int, Query, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { connectionType } from '../graphql/connection';
import { NeedsRole } from '../graphql/needs-role';
import type { Page } from '../graphql/page';
import { PageArgs } from '../graphql/page-args';
import type { PerParent } from '../graphql/per-parent';
import type { Article } from './article';
import { ArticleConnection } from './article.connections';
import { Suggestion } from './suggestion';
import { SuggestionArgs } from './suggestion.inputs';
import { articlesOfSuggestion, suggestionCounts, suggestions } from './suggestion.queries';

const SuggestionConnection = connectionType('Suggestion', () => Suggestion);

@Resolver(() => Suggestion)
export class SuggestionResolver {
  @NeedsRole('EDITOR')
  @Directive('@cacheControl(maxAge: 0, scope: PRIVATE)')
  @Query(() => SuggestionConnection, {
    nullable: true,
    description:
      'What looks like a name in articles and is no entity’s, the most frequent first: for editors to make entities of, or to dismiss.',
  })
  suggestions(
    @Args(() => SuggestionArgs) args: SuggestionArgs,
    @Ctx() { db }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Suggestion>> {
    return suggestions(db, args, info);
  }

  @FieldResolver(() => Int, { description: 'How often it stands in articles.' })
  count(@Ctx() { db }: Context): PerParent<Suggestion, number> {
    const counts = suggestionCounts(db);
    return ({ uuid }) => counts.load(uuid);
  }

  @FieldResolver(() => ArticleConnection, {
    description: 'The articles that it stands in, newest first.',
  })
  articles(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Suggestion, Page<Article>> {
    return articlesOfSuggestion(db, viewer, args, info);
  }
}
