import pg from 'pg';

pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

/** The rows of a prepared statement. */
export async function rows(name, text, values) {
  const result = await pool.query({ name, text, values });
  return result.rows;
}

export async function firstRow(name, text, values) {
  return (await rows(name, text, values))[0];
}

/** What a loader answers: for each parent its rows of a statement that takes all ids and gives `parent`. */
export const perParent = (name, text) => async (queries) => {
  const ids = queries.map(({ obj }) => obj.id);
  const byParent = new Map(ids.map((id) => [id, []]));
  for (const row of await rows(name, text, [ids])) byParent.get(row.parent).push(row);
  return ids.map((id) => byParent.get(id));
};
