import type { MigrationInterface, QueryRunner } from 'typeorm';
import { v5 as uuidV5 } from 'uuid';

/** What news calls countries and capitals beside what the package world-countries has; by slug. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  'bosnia-and-herzegovina': ['Bosnia'],
  'north-macedonia': ['Macedonia'],
  'saint-kitts-and-nevis': ['St. Kitts and Nevis'],
  'saint-lucia': ['St. Lucia'],
  'saint-vincent-and-the-grenadines': ['St. Vincent and the Grenadines'],
  turkiye: ['Turkey'],
  'united-kingdom': ['Britain', 'U.K.'],
  'united-states': ['U.S.', 'U.S.A.'],
  'vatican-city': ['Holy See'],
  bern: ['Berne'],
  beijing: ['Peking'],
  chisinau: ['Kishinev'],
  kathmandu: ['Katmandu'],
  kyiv: ['Kiev'],
  'sana-a': ['Sanaa'],
  'ulan-bator': ['Ulaanbaatar'],
  'washington-d-c': ['Washington', 'Washington, D.C.'],
};
const FORMER_NAMES: Readonly<Record<string, readonly string[]>> = {
  astana: ['Nur-Sultan'],
  'dr-congo': ['Zaire'],
  samoa: ['Western Samoa'],
};

interface Row {
  id: string;
  entity_id: string;
  text: string;
}

/** An entity that has been merged or named otherwise since is left as it is. */
async function rowsOf(runner: QueryRunner, names: typeof OTHER_NAMES): Promise<Row[]> {
  const entities = (await runner.query('SELECT id, slug FROM entity WHERE slug = ANY($1)', [
    Object.keys(names),
  ])) as { id: string; slug: string }[];
  return entities.flatMap(({ id, slug }) =>
    (names[slug] ?? []).map((text) => ({ id: uuidV5(text, id), entity_id: id, text })),
  );
}

/**
 * "Turkey", "U.S.", "Britain", "Washington": the package has other spellings alone. A name that somebody has given
 * to an entity already stays its own, for one that two bear is not guessed.
 */
export class MoreNames1764001300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [names, kind] of [
      [OTHER_NAMES, 'OTHER_NAME'],
      [FORMER_NAMES, 'FORMER_NAME'],
    ] as const) {
      await runner.query(
        `INSERT INTO alias (id, entity_id, text, language, kind)
         SELECT id, entity_id, text, 'en', $2::alias_kind FROM json_populate_recordset(NULL::alias, $1) AS added
         WHERE NOT EXISTS (SELECT FROM entity e WHERE e.name = added.text)
           AND NOT EXISTS (SELECT FROM alias a WHERE a.text = added.text)`,
        [JSON.stringify(await rowsOf(runner, names)), kind],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    const rows = [...(await rowsOf(runner, OTHER_NAMES)), ...(await rowsOf(runner, FORMER_NAMES))];
    await runner.query('DELETE FROM alias WHERE id = ANY($1)', [rows.map(({ id }) => id)]);
  }
}
