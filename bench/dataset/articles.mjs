// One article with its blocks, mentions and links: what the server's own import would have written.
import { createHash } from 'node:crypto';
import { distinct, integer, pick, uuidAt } from './random.mjs';
import { capitalized, slugOf } from './text.mjs';

const LINKS = [4, 6, 7, 8, 8, 9, 10, 12];
const BLOCK_KINDS = [...Array(17).fill('PARAGRAPH'), 'QUOTE', 'QUOTE', 'LIST_ITEM'];
const LANGUAGES = [...Array(37).fill('en'), 'fr', 'fr', 'ar'];
const MINUTE = 60_000;
/** Readers do not see what comes out this late, whenever the bench runs. */
const FUTURE = Date.UTC(2090, 0, 1);

/** What readers see of it: two in a hundred are drafts, withheld, or still to come. */
function publicationOf(next, at) {
  const draw = next();
  if (draw > 0.02) return { status: 'PUBLISHED', publishedAt: at };
  if (draw > 0.012) return { status: 'DRAFT', publishedAt: null };
  if (draw > 0.006) return { status: 'WITHHELD', publishedAt: at };
  return { status: 'PUBLISHED', publishedAt: FUTURE + (at % 31_536_000_000) };
}

/** A block's text: sentences, some of which name one of the entities due here. */
function writeBlock(world, next, due) {
  const spans = [];
  const goal = integer(next, 180, 340);
  let text = '';
  for (let i = 0; text.length < goal || i < due.length; i++) {
    const sentence = world.writer.sentence(next);
    text += text ? ` ${sentence}` : sentence;
    const entity = due[i];
    if (!entity) continue;
    const start = text.length + 1;
    text += ` ${entity.name}`;
    spans.push({ entity, start, end: text.length });
    text += ` ${world.writer.phrase(next, integer(next, 2, 6))}.`;
  }
  return { text, spans };
}

/** Each entity has its turn, block after block; one in four is named a second time. */
function dueIn(next, entities, blockCount) {
  const due = Array.from({ length: blockCount }, () => []);
  entities.forEach((entity, i) => {
    due[i % blockCount].push(entity);
    if (next() < 0.25) due[integer(next, 0, blockCount - 1)].push(entity);
  });
  return due;
}

/** The server's rule (src/articles/salience.ts), from the same facts. */
function salienceOf({ count, firstBlock }, blockCount, inHeadline) {
  const often = count / (count + 2);
  const early = 1 - firstBlock / blockCount;
  return Number((0.5 * often + 0.3 * early + (inHeadline ? 0.2 : 0)).toFixed(4));
}

function linksOf(blocks, headlined) {
  const found = new Map();
  blocks.forEach(({ spans }, firstBlock) => {
    for (const { entity } of spans) {
      const link = found.get(entity) ?? { entity, count: 0, firstBlock };
      link.count++;
      found.set(entity, link);
    }
  });
  return [...found.values()].map((link) => ({
    ...link,
    salience: salienceOf(link, blocks.length, link.entity === headlined),
  }));
}

const wordsIn = (text) => text.split(/\s+/).length;

/** The server's rule (src/articles/story.ts). */
const hashOf = (headline, standfirst, texts) =>
  createHash('sha256')
    .update(JSON.stringify([headline, standfirst, texts]))
    .digest('hex');

function writeHeadline(world, next, entities) {
  const headlined = next() < 0.5 ? entities[0] : undefined;
  const words = capitalized(world.writer.phrase(next, integer(next, 5, 9)));
  return { headlined, headline: headlined ? `${headlined.name}: ${words}` : words };
}

function writeBlocks(world, next, entities, at) {
  return dueIn(next, entities, integer(next, 5, 8)).map((due, index) => ({
    ...writeBlock(world, next, due),
    ...{ id: uuidAt(next, at + index), index },
    kind: index === 0 ? 'PARAGRAPH' : pick(next, BLOCK_KINDS),
  }));
}

/** Article number `i`, counted from the oldest. */
export function makeArticle(world, next, i) {
  const at = world.start + Math.floor((i + next() * 0.9) * world.step);
  const entities = distinct(LINKS[i % LINKS.length], () => world.drawEntity(next));
  const { headlined, headline } = writeHeadline(world, next, entities);
  const blocks = writeBlocks(world, next, entities, at);
  const texts = blocks.map(({ text }) => text);
  const standfirst = `${world.writer.sentence(next)} ${world.writer.sentence(next)}`;
  const revision = next() < 0.1 ? 2 : 1;
  return {
    ...{ id: uuidAt(next, at), at, headline, standfirst, blocks, revision },
    slug: `${slugOf(headline).slice(0, 60)}-${i.toString(36)}`,
    byline: world.writer.name(next, 2),
    sectionId: world.drawSection(next).id,
    language: pick(next, LANGUAGES),
    ...publicationOf(next, at),
    updatedAt: at + integer(next, 0, 600) * MINUTE,
    links: linksOf(blocks, headlined),
    body: texts.join('\n\n'),
    wordCount: texts.reduce((sum, text) => sum + wordsIn(text), 0),
    contentHash: hashOf(headline, standfirst, texts),
  };
}

/** From when on readers see it, as the column `visible_from` is generated. */
export const visibleFrom = ({ status, publishedAt }) =>
  status === 'PUBLISHED' ? publishedAt : null;
