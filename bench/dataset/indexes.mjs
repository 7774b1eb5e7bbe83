// Takes away what would be kept up to date row by row, and makes it again from all rows at once.

export const TABLES = [
  ...['article', 'block', 'mention', 'article_entity', 'claim', 'event', 'participant'],
  ...['event_entity', 'citation', 'entity', 'entity_tally', 'alias', 'section'],
];

/** Keys that no foreign key stands on; those that one stands on stay, and grow at their end. */
const KEYS = `
  SELECT conrelid::regclass AS "table", conname AS name, pg_get_constraintdef(oid) AS definition
  FROM pg_constraint own
  WHERE contype IN ('p', 'u') AND conrelid = ANY($1::regclass[]) AND NOT EXISTS (
    SELECT 1 FROM pg_constraint other WHERE other.contype = 'f' AND other.conindid = own.conindid)`;

const INDEXES = `
  SELECT indexrelid::regclass AS name, pg_get_indexdef(indexrelid) AS definition
  FROM pg_index WHERE indrelid = ANY($1::regclass[])
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)`;

/** What takes longest to make, first: so that two connections are done at about the same time. */
const SLOWEST = ['article_search', '.mention', ' mention', '.block', ' block', 'article_entity'];

function slowness(statement) {
  const rank = SLOWEST.findIndex((part) => statement.includes(part));
  return rank < 0 ? SLOWEST.length : rank;
}

/** Drops keys and indexes; gives the statements that bring them back. */
export async function dropIndexes(client) {
  const { rows: keys } = await client.query(KEYS, [TABLES]);
  const { rows: indexes } = await client.query(INDEXES, [TABLES]);
  for (const { table, name } of keys) {
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
  }
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  const again = [
    ...indexes.map(({ definition }) => definition),
    ...keys.map(
      ({ table, name, definition }) =>
        `ALTER TABLE ${table} ADD CONSTRAINT "${name}" ${definition}`,
    ),
  ];
  return again.sort((a, b) => slowness(a) - slowness(b));
}
