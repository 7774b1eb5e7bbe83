// What all chunks of a dataset share: the words, the sections, the entities and how often they come up.
import { entitiesOf } from './entities.mjs';
import { random, uuidAt, zipfTable } from './random.mjs';
import { slugOf, vocabularyOf, writerOf } from './text.mjs';

export const SEED = 20260131;
export const CHUNK = { articles: 1000, events: 1500 };
const ENTITIES_PER_ARTICLE = 0.15;
const SECTIONS =
  'World Politics Defence Business Technology Science Health Climate Culture Sport Opinion Investigations';
/** Before any day on which the bench runs, so that what is published can be read. */
const END = Date.UTC(2026, 0, 31, 12);
const SPAN = 5 * 365.25 * 86_400_000;
const ENTITY_SLOTS = 2 ** 21;
const SECTION_SLOTS = 2 ** 10;

function sectionsOf(seed) {
  const next = random(seed + 2);
  return SECTIONS.split(' ').map((name) => ({
    id: uuidAt(next, END - SPAN),
    slug: slugOf(name),
    name,
  }));
}

/** The same for every process that makes it with these arguments. */
export function worldOf(articles, seed = SEED) {
  const vocabulary = vocabularyOf(seed);
  const writer = writerOf(vocabulary);
  const entities = entitiesOf(seed, articles * ENTITIES_PER_ARTICLE, writer);
  const sections = sectionsOf(seed);
  const places = entities.filter(({ kind }) => kind === 'PLACE' || kind === 'BASE');
  const ranks = zipfTable(entities.length, 0.8, ENTITY_SLOTS);
  const placeRanks = zipfTable(places.length, 0.8, ENTITY_SLOTS);
  const sectionRanks = zipfTable(sections.length, 0.5, SECTION_SLOTS);
  return {
    ...{ seed, articles, vocabulary, writer, entities, sections },
    ...{ start: END - SPAN, step: SPAN / articles },
    drawEntity: (next) => entities[ranks[Math.floor(next() * ENTITY_SLOTS)]],
    drawPlace: (next) => places[placeRanks[Math.floor(next() * ENTITY_SLOTS)]],
    drawSection: (next) => sections[sectionRanks[Math.floor(next() * SECTION_SLOTS)]],
  };
}
