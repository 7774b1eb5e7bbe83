// An archive as a newsroom would hand it over: JSON lines, entities first, then articles of some 3 kB.
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

function articleLine(world, stranger, next, number) {
  const paragraphs = [];
  for (let length = 0; length < TEXT; length += paragraphs.at(-1).length) {
    paragraphs.push(paragraph(world, stranger, next));
  }
  return line({
    headline: `${world.drawEntity(next).name} ${world.writer.phrase(next, 6)}`,
    text: paragraphs.join('\n'),
    section: pick(next, world.sections).name,
    publishedAt: new Date(world.start + number * MINUTE).toISOString(),
    sourceId: `made-${number}`,
  });
}

function* linesOf(world, articles) {
  for (const entity of world.entities) if (KINDS[entity.kind]) yield entityLine(entity);
  const next = random(world.seed + 7);
  const stranger = strangersOf(world);
  for (let number = 0; number < articles; number++)
    yield articleLine(world, stranger, next, number);
}

/** Writes an archive of so many articles. The names are those of a newsroom with 20,000, however many there are. */
export async function makeArchive(file, articles) {
  await pipeline(Readable.from(linesOf(worldOf(20_000), articles)), createWriteStream(file));
}
