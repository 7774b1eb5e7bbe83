import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Article } from '../articles/article';
import { Block } from '../articles/block';
import type { Context } from '../context';
import { Citation } from './citation';

@Resolver(() => Citation)
export class CitationResolver {
  @FieldResolver(() => Article, { description: 'The article that says so.' })
  article(@Root() citation: Citation, @Ctx() { loaders }: Context): Promise<Article | null> {
    return loaders.articleById.load(citation.articleId);
  }

  @FieldResolver(() => Block, { description: 'The block that the words stand in.' })
  block(@Root() citation: Citation, @Ctx() { loaders }: Context): Promise<Block | null> {
    return loaders.blockById.load(citation.blockId);
  }
}
