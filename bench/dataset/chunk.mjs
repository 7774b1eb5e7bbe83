// The rows of a thousand articles and of the events that they report, as text for COPY.
import { makeArticle, visibleFrom } from './articles.mjs';
import { makeEvent } from './events.mjs';
import { random } from './random.mjs';
import { CHUNK } from './world.mjs';

/** The tables that a chunk fills, in the order of their foreign keys, and their columns. */
export const COLUMNS = {
  article:
    'id, slug, headline, standfirst, byline, section_id, language, source, canonical_url, content_hash, ' +
    'status, published_at, updated_at, revision, word_count, body',
  article_entity: 'article_id, entity_id, mention_count, salience, visible_from',
  block: 'id, article_id, index, kind, text',
  mention: 'id, article_id, position, entity_id, block_id, start, "end", text, kind',
  claim: 'id, kind',
  event:
    'id, title, description, kind, status, place_id, date_edtf, date_from, date_until, date_precision',
  participant: 'event_id, entity_id, role, position',
  event_entity: 'event_id, entity_id, date_from',
  citation: 'id, claim_id, position, article_id, block_id, start, "end", quote, revision, stance',
};

const time = (milliseconds) =>
  milliseconds === null ? null : new Date(milliseconds).toISOString();

function articleRow(article) {
  const { id, slug, headline, standfirst, byline, sectionId, language, contentHash } = article;
  const isCopy = article.at % 2 === 0;
  return [
    ...[id, slug, headline, standfirst, byline, sectionId, language],
    isCopy ? 'Example News' : null,
    isCopy ? `https://news.example/${slug}` : null,
    ...[contentHash, article.status, time(article.publishedAt), time(article.updatedAt)],
    ...[article.revision, article.wordCount, article.body.replaceAll('\n', '\\n')],
  ];
}

function addArticle(add, article) {
  const from = time(visibleFrom(article));
  add('article', articleRow(article));
  for (const { entity, count, salience } of article.links) {
    add('article_entity', [article.id, entity.id, count, salience, from]);
  }
  let position = 0;
  for (const { id, index, kind, text, spans } of article.blocks) {
    add('block', [id, article.id, index, kind, text]);
    for (const { entity, start, end } of spans) {
      const mentionId = id.slice(0, -3) + position.toString(16).padStart(3, '0');
      const { name } = entity;
      add('mention', [mentionId, article.id, position++, entity.id, id, start, end, name, 'NAME']);
    }
  }
}

function addEvent(add, event) {
  const { id, title, description, kind, status, place, date } = event;
  const { edtf, from, until, precision } = date;
  add('claim', [id, 'EVENT']);
  const says = [title, description, kind, status, place?.id ?? null];
  add('event', [id, ...says, edtf, from, until, precision]);
  const involved = new Set(place ? [place] : []);
  for (const { entity, role, position } of event.participants) {
    add('participant', [id, entity.id, role, position]);
    involved.add(entity);
  }
  for (const entity of involved) add('event_entity', [id, entity.id, from]);
  for (const citation of event.citations) addCitation(add, id, citation);
}

function addCitation(add, claimId, { id, position, article, block, start, end, quote, stance }) {
  const place = [article.id, block.id, start, end, quote, article.revision, stance];
  add('citation', [id, claimId, position, ...place]);
}

/** Chunk number `index`: `{ table: text }`. It is the same whichever worker makes it. */
export function makeChunk(world, index) {
  const next = random(world.seed + 1000 + index);
  const texts = Object.fromEntries(Object.keys(COLUMNS).map((table) => [table, '']));
  const add = (table, row) => (texts[table] += copyLine(row));
  const articles = Array.from({ length: CHUNK.articles }, (_, i) =>
    makeArticle(world, next, index * CHUNK.articles + i),
  );
  for (const article of articles) addArticle(add, article);
  for (let i = 0; i < CHUNK.events; i++) {
    addEvent(add, makeEvent(world, next, index * CHUNK.events + i, articles));
  }
  return texts;
}

/** A row as COPY reads it. The words are plain ones: but for a body, nothing needs an escape. */
export function copyLine(row) {
  let line = '';
  for (let i = 0; i < row.length; i++) line += (i ? '\t' : '') + (row[i] ?? '\\N');
  return line + '\n';
}
