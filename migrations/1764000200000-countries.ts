import type { MigrationInterface, QueryRunner } from 'typeorm';
import { v5 as uuidV5 } from 'uuid';
import countries, { type Country } from 'world-countries';

/** Ids follow from codes and slugs, so that a country has the same id on every server. */
const NAMESPACE = 'f43b1c46-06b4-4c1e-9d37-6a1f0c7a2e51';
const idOf = (slug: string): string => uuidV5(slug, NAMESPACE);

/** Codes that are names as well; the others ("IN", "IT", "NO") are ordinary words too often. */
const CODES_USED_AS_NAMES = ['US', 'USA', 'UK', 'UAE'];

/** Spellings in the package that are words, surnames or another country's name as well. */
const NOT_NAMES = [
  ...['Island', 'Mann', 'Mexicanos', 'Portuguesa', 'Prathet', 'Timor', 'Congo', 'Macedonia'],
  ...['Saudi', 'Thai', 'Togolese'],
];

interface EntityRow {
  id: string;
  kind: 'COUNTRY' | 'PLACE';
  slug: string;
  name: string;
  country_id: string | null;
  place_kind: 'CITY' | null;
  iso_alpha2: string | null;
  iso_alpha3: string | null;
  demonym: string | null;
  capital_id: string | null;
}

interface AliasRow {
  id: string;
  entity_id: string;
  text: string;
  language: string;
  kind: 'OTHER_NAME' | 'NATIVE_NAME' | 'DEMONYM';
}

function slugOf(name: string): string {
  const ascii = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return ascii.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

/** A capital that bears its country's name is told apart from it: Singapore (city). */
function capitalsOf(country: Country): EntityRow[] {
  return country.capital.filter(Boolean).map((capital) => {
    const name = capital === country.name.common ? `${capital} (city)` : capital;
    const shared = countries.filter((other) => other.capital.includes(capital)).length > 1;
    const slug = slugOf(shared ? `${name} ${country.cca2}` : name);
    return {
      ...{ id: idOf(slug), kind: 'PLACE', slug, name, place_kind: 'CITY' },
      ...{ country_id: idOf(slugOf(country.name.common)), capital_id: null },
      ...{ iso_alpha2: null, iso_alpha3: null, demonym: null },
    };
  });
}

function rowOf(country: Country): EntityRow {
  const slug = slugOf(country.name.common);
  return {
    ...{ id: idOf(slug), kind: 'COUNTRY', slug, name: country.name.common },
    ...{ iso_alpha2: country.cca2, iso_alpha3: country.cca3 },
    demonym: country.demonyms['eng']?.m || null,
    ...{ country_id: null, place_kind: null, capital_id: capitalsOf(country)[0]?.id ?? null },
  };
}

function otherNames(country: Country): AliasRow[] {
  const entityId = idOf(slugOf(country.name.common));
  const alias = (text: string, language: string, kind: AliasRow['kind']): AliasRow => {
    return { id: uuidV5(text, entityId), entity_id: entityId, text, language, kind };
  };
  const native = Object.entries(country.name.native).flatMap(([code, name]) => {
    const [language = code] = Intl.getCanonicalLocales(code); // BCP 47: "ru", not "rus"
    return [
      alias(name.common, language, 'NATIVE_NAME'),
      alias(name.official, language, 'NATIVE_NAME'),
    ];
  });
  const other = [country.name.official, ...country.altSpellings]
    .filter((name) => name.length > 3 || CODES_USED_AS_NAMES.includes(name))
    .filter((name) => !NOT_NAMES.includes(name))
    .map((name) => alias(name, 'und', 'OTHER_NAME'));
  const byText = new Map(
    [...other, ...native, ...demonymOf(country, alias)].map((a) => [a.text, a]),
  );
  byText.delete(country.name.common);
  return [...byText.values()];
}

/** "American" is the United States: a territory that shares a sovereign country's demonym gives way. */
function demonymOf(
  country: Country,
  alias: (text: string, language: string, kind: 'DEMONYM') => AliasRow,
): AliasRow[] {
  const demonym = country.demonyms['eng']?.m;
  if (!demonym) return [];
  const sovereign = countries.some(
    (other) => other !== country && other.independent && other.demonyms['eng']?.m === demonym,
  );
  if (sovereign && !country.independent) return [];
  const forms = country.cca2 === 'SA' ? [demonym, 'Saudi'] : demonym.split(/, | or /);
  return forms.map((form) => alias(form, 'en', 'DEMONYM'));
}

/** Every country of ISO 3166-1 with its names and capital, from the package world-countries. */
export class Countries1764000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Capitals and countries point to each other: the pointers come once both are there.
    const rows = [...countries.flatMap(capitalsOf), ...countries.map(rowOf)];
    await runner.query(
      `INSERT INTO entity (id, kind, slug, name, place_kind, iso_alpha2, iso_alpha3, demonym)
       SELECT id, kind, slug, name, place_kind, iso_alpha2, iso_alpha3, demonym
       FROM json_populate_recordset(NULL::entity, $1)`,
      [JSON.stringify(rows)],
    );
    await runner.query(
      `UPDATE entity SET country_id = row.country_id, capital_id = row.capital_id
       FROM json_populate_recordset(NULL::entity, $1) AS row WHERE row.id = entity.id`,
      [JSON.stringify(rows)],
    );
    await runner.query('INSERT INTO alias SELECT * FROM json_populate_recordset(NULL::alias, $1)', [
      JSON.stringify(countries.flatMap(otherNames)),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    const ids = [...countries.flatMap(capitalsOf), ...countries.map(rowOf)].map(({ id }) => id);
    await runner.query(
      'UPDATE entity SET capital_id = NULL, country_id = NULL WHERE id = ANY($1)',
      [ids],
    );
    await runner.query('DELETE FROM entity WHERE id = ANY($1)', [ids]);
  }
}
