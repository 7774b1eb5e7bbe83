import type { EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { Article } from '../articles/article';
import type { Block } from '../articles/block';
import { Correction } from '../articles/correction';
import { freeArticleSlug } from '../articles/free-slug';
import { isBeforeReaders } from '../articles/readable';
import { saveStories } from '../articles/save-stories';
import { storyOf, type Story, type StoryBlock } from '../articles/story';
import { Citation } from '../claims/citation';
import { blocksOf, summarize } from '../claims/rewrite';
import { badInput, conflict } from '../graphql/errors';
import { uuidOf } from '../graphql/node';
import type { Gazetteer } from '../linking/gazetteer';
import { propose } from '../proposals/propose';
import { Section } from '../sections/section';
import type {
  BlockInput,
  CreateArticleInput,
  PublishArticleInput,
  ScheduleArticleInput,
  UpdateArticleInput,
  WithholdArticleInput,
} from './article.inputs';
import { doneTo, lockArticle, restate, revise } from './article.revising';
import type { Done, Work } from './work';

/** Makes a draft. @throws BAD_USER_INPUT for a section that is not there, CONFLICT for a slug that is taken */
export async function createArticle(
  work: Work,
  gazetteer: Gazetteer,
  input: CreateArticleInput,
): Promise<Done<Article>> {
  const { manager, now } = work;
  const slug = input.slug ?? (await freeArticleSlug(manager, input.headline));
  if (await manager.existsBy(Article, { slug })) throw conflict('That slug is taken.');
  const story: Story = {
    slug,
    headline: input.headline,
    standfirst: input.standfirst ?? null,
    byline: input.byline ?? null,
    sectionId: (await sectionOf(manager, input.section)).uuid,
    language: input.language,
    source: input.source ?? null,
    canonicalUrl: input.canonicalUrl?.href ?? null,
    status: 'DRAFT',
    publishedAt: null,
    blocks: input.blocks.map(storyBlock),
  };
  await summarize(manager, 'Created.');
  const [article] = (await saveStories(manager, [story], gazetteer, now)).articles;
  if (!article) throw new Error('the article was not written');
  await propose(manager, [article]);
  return doneTo(article);
}

/** Makes a new revision; one that says the same is none. */
export async function updateArticle(
  work: Work,
  gazetteer: Gazetteer,
  input: UpdateArticleInput,
): Promise<Done<Article>> {
  const { manager } = work;
  const before = await lockArticle(manager, input);
  const blocks = await blocksOf(manager, before);
  const story = { ...storyOf(before, blocks), ...(await changesOf(manager, input, blocks)) };
  const summary = input.summary ?? input.correction ?? null;
  if (input.correction != null) await correct(work, before, input.correction);
  const told = { article: before, blocks };
  const after = await revise(work, gazetteer, told, story, summary ?? 'Edited.');
  return doneTo(after, summary);
}

/** Lets readers see an article from now on, or from a moment in the past. */
export async function publishArticle(
  work: Work,
  gazetteer: Gazetteer,
  input: PublishArticleInput,
): Promise<Done<Article>> {
  const { now } = work;
  if (input.publishedAt && input.publishedAt > now) {
    throw badInput('Argument "input.publishedAt": it must be past; schedule what is to come.');
  }
  const before = await lockArticle(work.manager, input);
  const earlier = before.publishedAt && before.publishedAt <= now ? before.publishedAt : now;
  const publishedAt = input.publishedAt ?? earlier;
  return restate(work, gazetteer, before, { status: 'PUBLISHED', publishedAt }, 'Published.');
}

/** Lets readers see an article from a moment to come. */
export async function scheduleArticle(
  work: Work,
  gazetteer: Gazetteer,
  input: ScheduleArticleInput,
): Promise<Done<Article>> {
  if (input.at <= work.now) throw badInput('Argument "input.at": it must be a moment to come.');
  const before = await lockArticle(work.manager, input);
  if (isBeforeReaders(before, work.now)) {
    throw badInput('Readers see the article already. Withhold it first.');
  }
  const state = { status: 'SCHEDULED' as const, publishedAt: input.at };
  return restate(work, gazetteer, before, state, 'Scheduled.');
}

/** Takes an article back from readers. */
export async function withholdArticle(
  work: Work,
  gazetteer: Gazetteer,
  input: WithholdArticleInput,
): Promise<Done<Article>> {
  const before = await lockArticle(work.manager, input);
  if (before.status === 'DRAFT') throw badInput('The article is a draft: readers do not see it.');
  return restate(work, gazetteer, before, { status: 'WITHHELD' }, input.reason);
}

/** Deletes a draft that nothing quotes. */
export async function deleteDraft(
  { manager }: Work,
  input: { id: string; expectedRevision?: number | null },
): Promise<Done<Article>> {
  const draft = await lockArticle(manager, input);
  if (draft.status !== 'DRAFT') throw badInput('The article is no draft. Withhold it instead.');
  if (await manager.existsBy(Citation, { articleId: draft.uuid })) {
    throw badInput('Events, offices or presences quote the draft. Remove those citations first.');
  }
  await manager.delete(Article, { uuid: draft.uuid });
  return doneTo(draft);
}

async function changesOf(
  manager: EntityManager,
  input: UpdateArticleInput,
  before: readonly Block[],
): Promise<Partial<Story>> {
  const { headline, standfirst, byline, section, blocks, language, source, canonicalUrl } = input;
  const kept = new Set(before.map(({ uuid }) => uuid));
  const told = blocks?.map(storyBlock);
  if (told?.some(({ uuid }) => uuid !== undefined && !kept.has(uuid))) {
    throw badInput('Argument "input.blocks": an id is of no block of this article.');
  }
  return {
    ...(headline != null && { headline }),
    ...(standfirst !== undefined && { standfirst }),
    ...(byline !== undefined && { byline }),
    ...(section != null && { sectionId: (await sectionOf(manager, section)).uuid }),
    ...(told && { blocks: told }),
    ...(language != null && { language }),
    ...(source !== undefined && { source }),
    ...(canonicalUrl !== undefined && { canonicalUrl: canonicalUrl?.href ?? null }),
  };
}

function storyBlock({ id, kind, text }: BlockInput): StoryBlock {
  return { kind, text, ...(id != null && { uuid: uuidOf('input.blocks.id', 'Block', id) }) };
}

async function correct({ manager, now }: Work, article: Article, note: string): Promise<void> {
  if (!isBeforeReaders(article, now)) {
    throw badInput('Argument "input.correction": readers have not seen the article.');
  }
  await manager.insert(Correction, { uuid: uuidV7(), articleId: article.uuid, at: now, note });
}

async function sectionOf(manager: EntityManager, slug: string): Promise<Section> {
  const section = await manager.findOne(Section, { where: { slug } });
  if (!section) throw badInput('Argument "input.section": there is no such section.');
  return section;
}
