import type { EntityManager } from 'typeorm';
import { relinkArticles } from '../articles/relink-articles';
import { Suggestion } from '../articles/suggestion';
import { knownNames } from '../entities/known-names';
import type { NamedEntity } from '../entities/named-entity';
import { Gazetteer } from '../linking/gazetteer';
import { CreateEntityInput } from './entity.inputs';
import { createEntity } from './entity.writing';
import { lockRow } from './referring';
import type { AcceptSuggestionInput, DismissSuggestionInput } from './suggestion.inputs';
import type { Done, Work } from './work';

const SUGGESTION = { model: Suggestion, family: 'Suggestion', what: 'The suggestion' } as const;

/** More would take longer than one change may. */
const MOST_ARTICLES = 500;

/** What became of a suggestion. */
export interface Accepted {
  entity: NamedEntity;
  articlesLinked: number;
  articlesLeft: number;
}

/**
 * Makes an entity of a suggestion, and reads the articles again that may name it.
 *
 * @throws NOT_FOUND where it is gone; CONFLICT, BAD_USER_INPUT as `createEntity` does
 */
export async function acceptSuggestion(
  work: Work,
  input: AcceptSuggestionInput,
): Promise<Done<Accepted>> {
  const { manager } = work;
  const { uuid, text } = await lockRow(manager, SUGGESTION, input.id);
  const name = input.name ?? text;
  const aliases = name === text ? [] : [{ text, language: 'und', kind: 'OTHER_NAME' as const }];
  const wanted = Object.assign(new CreateEntityInput(), input, { name, aliases });
  const done = await createEntity(work, wanted);
  const entity = done.result;
  const ids = await articlesNaming(manager, uuid, [text, name]);
  await manager.delete(Suggestion, { uuid });
  const gazetteer = new Gazetteer(await knownNames(manager));
  await relinkArticles(manager, ids.slice(0, MOST_ARTICLES), gazetteer);
  const articlesLinked = await countLinked(manager, entity);
  const articlesLeft = Math.max(0, ids.length - MOST_ARTICLES);
  return { ...done, result: { entity, articlesLinked, articlesLeft }, summary: text };
}

/** Takes a suggestion from the list for good. @throws NOT_FOUND where it is gone */
export async function dismissSuggestion(
  { manager, now }: Work,
  input: DismissSuggestionInput,
): Promise<Done<Suggestion>> {
  const suggestion = await lockRow(manager, SUGGESTION, input.id);
  suggestion.dismissedAt ??= now;
  await manager.save(suggestion);
  const { uuid, text } = suggestion;
  return { result: suggestion, subject: { family: 'Suggestion', uuid, name: text } };
}

/** The newest first: those that it was noted in, and those that hold the words, as many are not noted. */
async function articlesNaming(
  manager: EntityManager,
  suggestionId: string,
  texts: readonly string[],
): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM article a
     WHERE id IN (SELECT article_id FROM suggestion_article WHERE suggestion_id = $1)
       OR search @@ phraseto_tsquery('dateline', $2) OR search @@ phraseto_tsquery('dateline', $3)
     ORDER BY published_at DESC NULLS FIRST, id DESC`,
    [suggestionId, ...texts],
  );
  return rows.map(({ id }) => id);
}

async function countLinked(manager: EntityManager, { uuid }: NamedEntity): Promise<number> {
  const [{ articles }] = await manager.query<[{ articles: number }]>(
    'SELECT count(*)::int AS articles FROM article_entity WHERE entity_id = $1',
    [uuid],
  );
  return articles;
}
