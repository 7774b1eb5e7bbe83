// An archive as a newsroom would hand it over: the entities that it knows, and articles of some 3 kB.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { integer, pick, random, zipfTable } from '../dataset/random.mjs';
import { entitiesOf } from '../dataset/entities.mjs';
import { SEED } from '../dataset/world.mjs';
import { vocabularyOf, writerOf } from '../dataset/text.mjs';

/** UTF-16 code units of text in an article. */
const TEXT = 3000;
/** Of ten names in a text one is of somebody whom the archive does not know: it makes a suggestion. */
const UNKNOWN = 0.1;
const STRANGERS = 20_000;
const ENTITIES = 3000;
const SECTIONS = ['World', 'Politics', 'Business', 'Science', 'Culture', 'Sport'];
const BEGIN = Date.UTC(2021, 0, 1);
const KINDS = {
  PERSON: {},
  ORGANIZATION: { organizationKind: 'COMPANY' },
  PLACE: { placeKind: 'CITY' },
};
const MINUTE = 60_000;

const line = (value) => `${JSON.stringify(value)}\n`;

function entityLine({ slug, kind, name }) {
  return line({ type: 'entity', slug, kind, name, ...KINDS[kind] });
}

/** What to draw from a list, of which the first come up most. */
function drawerOf(list) {
  const ranks = zipfTable(list.length, 0.8, 2 ** 18);
  return (next) => list[ranks[Math.floor(next() * ranks.length)]];
}

/** The words of texts, and the names in them: as in life, few names are ordinary words. */
function worldOf() {
  const naming = writerOf(vocabularyOf(SEED + 1));
  const entities = entitiesOf(SEED, ENTITIES, naming).filter(({ kind }) => KINDS[kind]);
  const next = random(SEED + 2);
  const strangers = Array.from({ length: STRANGERS }, () => naming.name(next, 2));
  const [drawEntity, drawStranger] = [drawerOf(entities), drawerOf(strangers)];
  const nameOf = (draw) => (draw() < UNKNOWN ? drawStranger(draw) : drawEntity(draw).name);
  return { writer: writerOf(vocabularyOf(SEED)), entities, nameOf };
}

function paragraph({ writer, nameOf }, next) {
  let text = '';
  for (let left = integer(next, 2, 4); left > 0; left--) {
    text += `${writer.sentence(next)} ${writer.sentence(next).slice(0, -1)} ${nameOf(next)} ${writer.phrase(next, 4)}. `;
  }
  return text.trim();
}

function articleOf(world, next, number) {
  const paragraphs = [];
  for (let length = 0; length < TEXT; length += paragraphs.at(-1).length) {
    paragraphs.push(paragraph(world, next));
  }
  return {
    number,
    headline: `${world.nameOf(next)} ${world.writer.phrase(next, 6)}`,
    paragraphs,
    section: pick(next, SECTIONS),
    publishedAt: new Date(BEGIN + number * MINUTE).toISOString(),
  };
}

const jsonl = {
  begin: '',
  article: ({ number, headline, paragraphs, section, publishedAt }) =>
    line({
      headline,
      text: paragraphs.join('\n'),
      section,
      publishedAt,
      sourceId: `made-${number}`,
    }),
  end: '',
};

const wxr = {
  begin: `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Made up</title><wp:base_blog_url>https://made-up.example</wp:base_blog_url>
`,
  article: ({
    number,
    headline,
    paragraphs,
    section,
    publishedAt,
  }) => `<item><title>${headline}</title>
<wp:post_id>${number}</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>
<wp:post_date_gmt>${publishedAt.slice(0, 19).replace('T', ' ')}</wp:post_date_gmt>
<category domain="category" nicename="x"><![CDATA[${section}]]></category>
<content:encoded><![CDATA[${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}]]></content:encoded></item>
`,
  end: '</channel></rss>\n',
};

const FORMATS = { jsonl, wxr };

function* piecesOf(world, articles, { begin, article, end }) {
  yield begin;
  const next = random(SEED + 3);
  for (let number = 1; number <= articles; number++) {
    yield article(articleOf(world, next, number));
  }
  yield end;
}

const write = (file, pieces) => pipeline(Readable.from(pieces), createWriteStream(file));

/**
 * Writes an archive of so many articles, and the entities that a newsroom knows, however many there are.
 *
 * @returns the two files, in the order in which they are to be imported
 */
export async function makeArchive(folder, articles, format) {
  const world = worldOf();
  const [entities, archive] = [`${folder}/entities.jsonl`, `${folder}/archive.${format}`];
  await write(entities, world.entities.map(entityLine));
  await write(archive, piecesOf(world, articles, FORMATS[format]));
  return [entities, archive];
}
