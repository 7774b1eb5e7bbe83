import { MaxLength } from 'class-validator';
import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Article } from '../articles/article';
import { ArticleListArgs } from '../articles/article.inputs';
import type { Context } from '../context';
import { connectionType, edgeType, type Connection } from '../graphql/connection';
import { MAX_TEXT } from '../graphql/fields';
import { Highlight } from './highlights';
import { search } from './search.queries';

@ArgsType()
class SearchArgs extends ArticleListArgs {
  @Field(() => String, {
    description: 'What to look for, in web-search syntax: words, "quoted phrase", or, -not.',
  })
  @MaxLength(MAX_TEXT)
  query!: string;
}

@ObjectType({ simpleResolvers: true, description: 'An article that a search found.' })
class SearchEdge extends edgeType('SearchItem', () => Article) {
  @Field(() => Float, {
    description:
      'How well it matches, 0 to 1: words in the headline weigh most, then the standfirst, then the body.',
  })
  score!: number;

  /** The search that found it. */
  query!: string;
}

const SearchConnection = connectionType('Search', () => Article, SearchEdge);

@Resolver(() => SearchEdge)
export class SearchResolver {
  @Query(() => SearchConnection, {
    description: 'Full-text search in headlines, standfirsts and bodies, best match first.',
  })
  search(
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() { db, viewer }: Context,
  ): Connection<Article> {
    return search(db, viewer, args.query, args);
  }

  @FieldResolver(() => [Highlight], {
    description: 'Passages of headline, standfirst and body that match, as plain text.',
  })
  highlights(@Root() edge: SearchEdge, @Ctx() { loaders }: Context): Promise<Highlight[]> {
    return loaders.highlightsFor(edge.query).load(edge.node.uuid);
  }
}
