import type { GraphQLResolveInfo } from 'graphql';
import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Float,
  Info,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { Article } from '../articles/article';
import { ArticleListArgs } from '../articles/article.inputs';
import type { Context } from '../context';
import { connectionType, edgeType } from '../graphql/connection';
import type { Page } from '../graphql/page';
import type { PerParent } from '../graphql/per-parent';
import { Highlight, readHighlights } from './highlights';
import { search } from './search.queries';

@ArgsType()
class SearchArgs extends ArticleListArgs {
  @Field(() => String, {
    description: 'What to look for, in web-search syntax: words, "quoted phrase", or, -not.',
  })
  query!: string;
}

@ObjectType({ simpleResolvers: true, description: 'An article that a search found.' })
class SearchEdge extends edgeType('SearchItem', () => Article) {
  @Field(() => Float, {
    description:
      'How well it matches, 0 to 1: words in the headline weigh most, then the standfirst, then the body.',
  })
  score!: number;
}

/** A search edge as it was read: its highlights are texts with marks in them. */
interface MarkedEdge {
  highlights: string[];
}

const SearchConnection = connectionType('Search', () => Article, SearchEdge);

@Resolver(() => SearchEdge)
export class SearchResolver {
  @Query(() => SearchConnection, {
    complexity: 50,
    description:
      'Full-text search in headlines, standfirsts and bodies, best match first. Where more than 1,000 articles match, the newest 1,000 are ranked.',
  })
  search(
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Article>> {
    return search(context.db, context.viewer, context, args.query, args, info);
  }

  @FieldResolver(() => [Highlight], {
    description: 'Passages of headline, standfirst and body that match, as plain text.',
  })
  highlights(): PerParent<MarkedEdge, Highlight[]> {
    return ({ highlights }) => highlights.flatMap(readHighlights);
  }
}
