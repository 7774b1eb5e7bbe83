import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import { NeedsRole } from '../graphql/needs-role';
import type { Article } from '../articles/article';
import type { Context } from '../context';
import type { Gazetteer } from '../linking/gazetteer';
import { answer } from './answer';
import {
  CreateArticleInput,
  DeleteDraftInput,
  PublishArticleInput,
  ScheduleArticleInput,
  UpdateArticleInput,
  WithholdArticleInput,
} from './article.inputs';
import {
  CreateArticlePayload,
  DeleteDraftPayload,
  ImportArticlePayload,
  PublishArticlePayload,
  ScheduleArticlePayload,
  UpdateArticlePayload,
  WithholdArticlePayload,
} from './article.payloads';
import * as writing from './article.writing';
import { ImportArticleInput } from './import.inputs';
import { INPUT, type MutationInput } from './mutation';
import { takeIn } from './take-in';
import { change, changeReading, type Done, type Work } from './work';

/** What a mutation of one article answers. */
interface ArticleAnswer {
  clientMutationId?: string | null;
  article: Article;
}

type Write<I> = (work: Work, gazetteer: Gazetteer, input: I) => Promise<Done<Article>>;

async function write<I extends MutationInput>(
  context: Context,
  { fieldName }: GraphQLResolveInfo,
  input: I,
  make: Write<I>,
): Promise<ArticleAnswer> {
  const article = await changeReading(context, fieldName, (work, gazetteer) =>
    make(work, gazetteer, input),
  );
  return answer(input, { article });
}

@Resolver()
export class ArticleWritingResolver {
  @NeedsRole('EDITOR')
  @Mutation(() => CreateArticlePayload, { description: 'Makes a draft.' })
  createArticle(
    @Arg('input', () => CreateArticleInput, INPUT) input: CreateArticleInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ArticleAnswer> {
    return write(context, info, input, writing.createArticle);
  }

  @NeedsRole('EDITOR')
  @Mutation(() => UpdateArticlePayload, {
    description:
      'Makes a new revision of an article. Of several editors who save on one revision, one succeeds; the others get CONFLICT, with `extensions.currentRevision`.',
  })
  updateArticle(
    @Arg('input', () => UpdateArticleInput, INPUT) input: UpdateArticleInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ArticleAnswer> {
    return write(context, info, input, writing.updateArticle);
  }

  @NeedsRole('EDITOR')
  @Mutation(() => PublishArticlePayload, { description: 'Lets readers see an article now.' })
  publishArticle(
    @Arg('input', () => PublishArticleInput, INPUT) input: PublishArticleInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ArticleAnswer> {
    return write(context, info, input, writing.publishArticle);
  }

  @NeedsRole('EDITOR')
  @Mutation(() => ScheduleArticlePayload, {
    description: 'Lets readers see an article from a moment to come.',
  })
  scheduleArticle(
    @Arg('input', () => ScheduleArticleInput, INPUT) input: ScheduleArticleInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ArticleAnswer> {
    return write(context, info, input, writing.scheduleArticle);
  }

  @NeedsRole('EDITOR')
  @Mutation(() => WithholdArticlePayload, {
    description: 'Takes an article back: readers see it no more, by no path.',
  })
  withholdArticle(
    @Arg('input', () => WithholdArticleInput, INPUT) input: WithholdArticleInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ArticleAnswer> {
    return write(context, info, input, writing.withholdArticle);
  }

  @NeedsRole('EDITOR')
  @Mutation(() => DeleteDraftPayload, { description: 'Deletes a draft that nothing quotes.' })
  async deleteDraft(
    @Arg('input', () => DeleteDraftInput, INPUT) input: DeleteDraftInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<DeleteDraftPayload> {
    await change(context, fieldName, (work) => writing.deleteDraft(work, input));
    return answer(input, { deletedId: input.id });
  }

  @NeedsRole('EDITOR')
  @Mutation(() => ImportArticlePayload, {
    description:
      'Takes in an article in one of several formats. One that is there already, by the source’s id, its URL or its words, gets what the source has changed, unless it was edited here.',
  })
  async importArticle(
    @Arg('input', () => ImportArticleInput, INPUT) input: ImportArticleInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<ImportArticlePayload> {
    const imported = await change(context, fieldName, (work) => takeIn(work, input));
    return answer(input, imported);
  }
}
