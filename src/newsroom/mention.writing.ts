import type { EntityManager } from 'typeorm';
import { Article } from '../articles/article';
import { overlap, type Told } from '../articles/link-entities';
import { Mention, type MentionKind } from '../articles/mention';
import { ruleMention } from '../articles/rule-mention';
import { locate, QuoteNotFound, type QuotePlace } from '../claims/quote';
import { nameKind } from '../entities/known-names';
import { badInput, conflict, notFound } from '../graphql/errors';
import { uuidOf } from '../graphql/node';
import type { Gazetteer } from '../linking/gazetteer';

import { blocksOf } from '../claims/rewrite';
import type { AddMentionInput, RemoveMentionInput, ResolveMentionInput } from './mention.inputs';
import { entityId } from './referring';
import type { Done, Work } from './work';

type Words = Pick<Mention, 'blockId' | 'start' | 'end' | 'text'>;

const doneTo = (mention: Mention): Done<Mention> => ({
  result: mention,
  subject: { family: 'Mention', uuid: mention.uuid, name: mention.text },
});

/** Has words of an article name an entity. @throws CONFLICT where they are part of another mention */
export async function addMention(
  { manager }: Work,
  gazetteer: Gazetteer,
  input: AddMentionInput,
): Promise<Done<Mention>> {
  const told = await lockTold(manager, uuidOf('input.article', 'Article', input.article));
  if (!told) throw badInput('Argument "input.article": there is no such article.');
  const { block, start, end } = placeOf(told, input);
  const words = { blockId: block.uuid, start, end, text: block.text.slice(start, end) };
  const entity = await entityId(manager, 'input.entity', input.entity);
  const mentions = await manager.findBy(Mention, { blockId: block.uuid });
  const others = mentions.filter((mention) => overlap(mention, words));
  if (others.some((it) => it.start !== start || it.end !== end || it.entityId !== entity)) {
    throw conflict('The words are part of a mention that is there: resolve or remove that one.');
  }
  return doneTo(await name(manager, gazetteer, told, words, entity));
}

/** Has a mention name another entity. */
export async function resolveMention(
  { manager }: Work,
  gazetteer: Gazetteer,
  input: ResolveMentionInput,
): Promise<Done<Mention>> {
  const { told, mention } = await lockMention(manager, input.id);
  const entity = await entityId(manager, 'input.entity', input.entity);
  return doneTo(await name(manager, gazetteer, told, mention, entity));
}

/** Has the words of a mention name nothing. */
export async function removeMention(
  { manager }: Work,
  gazetteer: Gazetteer,
  input: RemoveMentionInput,
): Promise<Done<{ mention: Mention; article: Article }>> {
  const { told, mention } = await lockMention(manager, input.id);
  const { blockId, start, end, text } = mention;
  const nothing = { blockId, start, end, text, entityId: null, kind: null };
  await ruleMention(manager, told, gazetteer, nothing);
  return { ...doneTo(mention), result: { mention, article: told.article } };
}

function placeOf(told: Told, { block, text, start, end }: AddMentionInput): QuotePlace {
  const blockId = uuidOf('input.block', 'Block', block);
  const offsets = { start: start ?? undefined, end: end ?? undefined };
  try {
    return locate(told.blocks, { blockId, quote: text ?? undefined, ...offsets });
  } catch (error) {
    if (!(error instanceof QuoteNotFound)) throw error;
    throw badInput(`Argument "input.text": ${error.message}.`);
  }
}

async function name(
  manager: EntityManager,
  gazetteer: Gazetteer,
  told: Told,
  { blockId, start, end, text }: Words,
  entity: string,
): Promise<Mention> {
  const kind: MentionKind = (await nameKind(manager, entity, text)) ?? 'OTHER';
  const ruling = { blockId, start, end, text, entityId: entity, kind };
  await ruleMention(manager, told, gazetteer, ruling);
  return manager.findOneByOrFail(Mention, { blockId, start, end });
}

/** A mention with its article, which is held. @throws NOT_FOUND */
async function lockMention(
  manager: EntityManager,
  id: string,
): Promise<{ told: Told; mention: Mention }> {
  const uuid = uuidOf('input.id', 'Mention', id);
  const seen = await manager.findOneBy(Mention, { uuid });
  const told = seen && (await lockTold(manager, seen.articleId));
  // An edit may have moved it, or taken it away, before the article was held.
  const mention = await manager.findOneBy(Mention, { uuid });
  if (!told || !mention) throw notFound('The mention');
  return { told, mention };
}

async function lockTold(manager: EntityManager, uuid: string): Promise<Told | null> {
  const lock = { mode: 'pessimistic_write' } as const;
  const article = await manager.findOne(Article, { where: { uuid }, lock });
  return article && { article, blocks: await blocksOf(manager, article) };
}
