// The entities of a scale. Their place in the list is their rank: the first are named most.
import { integer, pick, random, uuidAt } from './random.mjs';
import { capitalized, slugOf } from './text.mjs';

/** One of each twenty is a country, of those that the migrations do not have: they bear no ISO code. */
const KINDS = [
  ...Array(8).fill('PERSON'),
  ...Array(5).fill('ORGANIZATION'),
  ...Array(4).fill('PLACE'),
  ...Array(2).fill('BASE'),
  'COUNTRY',
];
const PLACE_KINDS = ['CITY', 'CITY', 'CITY', 'REGION', 'RIVER', 'COAST'];
const ORGANIZATION_KINDS = [
  'MINISTRY',
  'MILITARY',
  'ARMED_GROUP',
  'NEWS_AGENCY',
  'PARTY',
  'COMPANY',
];
const FIRST_YEAR = Date.UTC(2020, 0, 1);

/** Ids, kinds and names: what every worker needs to know, so it is quick to make. */
export function entitiesOf(seed, count, writer) {
  const next = random(seed + 1);
  return Array.from({ length: count }, (_, rank) => {
    const kind = KINDS[(rank * 7) % KINDS.length];
    const name = writer.name(next, kind === 'PERSON' ? 2 : integer(next, 1, 3));
    const slug = `${slugOf(name)}-${rank.toString(36)}`;
    return { id: uuidAt(next, FIRST_YEAR + rank), kind, name, slug };
  });
}

export const ENTITY_COLUMNS =
  'id, slug, kind, name, description, country_id, named, place_kind, demonym, organization_kind, latitude, longitude';

/** The row of an entity, in the order of ENTITY_COLUMNS. */
export function entityRow(next, entity, writer, countryIds) {
  const { id, slug, kind, name } = entity;
  const lies = kind === 'PLACE' || kind === 'BASE';
  return [
    ...[id, slug, kind, name, capitalized(writer.phrase(next, integer(next, 6, 20)))],
    kind === 'COUNTRY' ? null : pick(next, countryIds),
    kind === 'BASE' ? true : null,
    kind === 'PLACE' ? pick(next, PLACE_KINDS) : null,
    kind === 'COUNTRY' ? `${name}n` : null,
    kind === 'ORGANIZATION' ? pick(next, ORGANIZATION_KINDS) : null,
    lies ? (next() * 120 - 60).toFixed(4) : null,
    lies ? (next() * 360 - 180).toFixed(4) : null,
  ];
}

/** Every second entity has another name: the last word of its own. */
export function aliasRow(next, { id, name }, rank) {
  const short = name.split(' ').at(-1);
  if (rank % 2 || short === name) return undefined;
  return [uuidAt(next, FIRST_YEAR + rank), id, short, 'en', 'SHORT_NAME'];
}
