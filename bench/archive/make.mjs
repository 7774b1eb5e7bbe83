// An archive as a newsroom would hand it over: the entities that it knows, and articles of some 3 kB.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { integer, pick, random, zipfTable } from '../dataset/random.mjs';
import { worldOf } from '../dataset/world.mjs';

/** UTF-16 code units of text in an article. */
const TEXT = 3000;
/** Of ten names in a text one is of somebody whom the archive does not know: it makes a suggestion. */
const UNKNOWN = 0.1;
const STRANGERS = 20_000;
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

/** Names of strangers, some of whom come up often. */
function strangersOf({ seed, writer }) {
  const next = random(seed + 8);
  const names = Array.from({ length: STRANGERS }, () => writer.name(next, 2));
  const ranks = zipfTable(STRANGERS, 0.8, 2 ** 18);
  return (draw) => names[ranks[Math.floor(draw() * ranks.length)]];
}

function paragraph(world, stranger, next) {
  const { writer } = world;
  let text = '';
  for (let left = integer(next, 2, 4); left > 0; left--) {
    const name = next() < UNKNOWN ? stranger(next) : world.drawEntity(next).name;
    text += `${writer.sentence(next)} ${writer.sentence(next).slice(0, -1)} ${name} ${writer.phrase(next, 4)}. `;
  }
  return text.trim();
}

function articleOf(world, stranger, next, number) {
  const paragraphs = [];
  for (let length = 0; length < TEXT; length += paragraphs.at(-1).length) {
    paragraphs.push(paragraph(world, stranger, next));
  }
  return {
    number,
    headline: `${world.drawEntity(next).name} ${world.writer.phrase(next, 6)}`,
    paragraphs,
    section: pick(next, world.sections).name,
    publishedAt: new Date(world.start + number * MINUTE).toISOString(),
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
  const next = random(world.seed + 7);
  const stranger = strangersOf(world);
  for (let number = 1; number <= articles; number++) {
    yield article(articleOf(world, stranger, next, number));
  }
  yield end;
}

const write = (file, pieces) => pipeline(Readable.from(pieces), createWriteStream(file));

/**
 * Writes an archive of so many articles, and the entities of a newsroom with 20,000, however many there are.
 *
 * @returns the two files, in the order in which they are to be imported
 */
export async function makeArchive(folder, articles, format) {
  const world = worldOf(20_000);
  const [entities, archive] = [`${folder}/entities.jsonl`, `${folder}/archive.${format}`];
  await write(entities, world.entities.filter(({ kind }) => KINDS[kind]).map(entityLine));
  await write(archive, piecesOf(world, articles, FORMATS[format]));
  return [entities, archive];
}
