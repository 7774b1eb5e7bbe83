// Makes the database of a scale:  node dataset.mjs --scale 20k|200k|1m [--verify]
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { dropIndexes, TABLES } from './dataset/indexes.mjs';
import { loadChunks, loadEntities, runAll } from './dataset/load.mjs';
import { searchCandidates } from './dataset/searches.mjs';
import { worldOf } from './dataset/world.mjs';
import { databaseUrl, ROOT, SCALES, urlOf, withConnection } from './lib/postgres.mjs';

const { values: options } = parseArgs({
  options: {
    scale: { type: 'string', default: '20k' },
    verify: { type: 'boolean', default: false },
  },
});
const url = await databaseUrl(options.scale);
const began = performance.now();

/** Does one thing, and says how long it took. */
async function step(name, work) {
  const from = performance.now();
  const result = await work();
  console.log(`${((performance.now() - from) / 1000).toFixed(1).padStart(7)} s  ${name}`);
  return result;
}

const sqlFile = (name) => readFileSync(path.join(import.meta.dirname, 'dataset', name), 'utf8');
const run = (sql) => withConnection(url, (client) => client.query(sql));

async function createDatabase() {
  const name = new URL(url).pathname.slice(1);
  await withConnection(urlOf(url, 'postgres'), async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name}`);
  });
  const env = { ...process.env, DATABASE_URL: url };
  const migrate = [path.join(ROOT, 'dist/src/main.js'), 'migrate'];
  execFileSync(process.execPath, migrate, { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function drawVariables() {
  await withConnection(url, async (client) => {
    await client.query('CREATE SCHEMA bench');
    await client.query(
      'CREATE TABLE bench.search_candidate (n int PRIMARY KEY, query text NOT NULL)',
    );
    await client.query(
      'INSERT INTO bench.search_candidate SELECT n, query FROM unnest($1::text[]) WITH ORDINALITY AS drawn (query, n)',
      [searchCandidates(world)],
    );
    await client.query(sqlFile('variables.sql'));
  });
}

const world = worldOf(SCALES[options.scale]);
await step('database and migrations', createDatabase);
const indexes = await withConnection(url, dropIndexes);
await step('sections and entities', () => loadEntities(url, world));
await step('articles and events', () => loadChunks(url, world));
await step('indexes', () => runAll(url, indexes));
await step('what triggers keep', () => run(sqlFile('derived.sql')));
await step('VACUUM, ANALYZE', () =>
  runAll(
    url,
    TABLES.map((table) => `VACUUM (ANALYZE) ${table}`),
  ),
);
await step('what requests ask for', drawVariables);
if (options.verify) {
  const { rows: broken } = await step('verify', () => run(sqlFile('verify.sql')));
  console.log('rows that break a rule:', broken[0]);
}
const { rows } = await run(sqlFile('holdings.sql'));
console.log(rows[0]);
console.log(`${((performance.now() - began) / 1000).toFixed(0)} s altogether: ${url}`);
process.exit();
