// Fills an empty, migrated database with a dataset.
import { once } from 'node:events';
import os from 'node:os';
import { Worker } from 'node:worker_threads';
import { connect, withConnection } from '../lib/postgres.mjs';
import { copy } from './copy.mjs';
import { copyLine } from './chunk.mjs';
import { aliasRow, ENTITY_COLUMNS, entityRow } from './entities.mjs';
import { random } from './random.mjs';
import { CHUNK } from './world.mjs';

const AT_ONCE = Math.min(4, Math.max(2, os.availableParallelism()));

/** Sections, entities and their other names. */
export async function loadEntities(url, world) {
  const client = await connect(url, { options: '-c session_replication_role=replica' });
  const { rows } = await client.query(`SELECT id FROM entity WHERE kind = 'COUNTRY' ORDER BY id`);
  const countryIds = rows.map(({ id }) => id);
  const next = random(world.seed + 3);
  const sections = world.sections.map(({ id, slug, name }) => [id, slug, name]);
  const entities = world.entities.map((one) => entityRow(next, one, world.writer, countryIds));
  const aliases = world.entities.map((one, rank) => aliasRow(next, one, rank)).filter(Boolean);
  const lines = (rowsOfTable) => rowsOfTable.map(copyLine).join('');
  await copy(client, 'section', 'id, slug, name', lines(sections));
  await copy(client, 'entity', ENTITY_COLUMNS, lines(entities));
  await copy(client, 'alias', 'id, entity_id, text, language, kind', lines(aliases));
  await client.end();
}

/** Articles and events, by as many workers as there are processors. */
export async function loadChunks(url, { articles, seed }) {
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const workerData = { url, articles, seed, taken, chunks: articles / CHUNK.articles };
  // Chunks are short-lived: with room for them among the young, hardly any is ever collected as old.
  const resourceLimits = { maxYoungGenerationSizeMb: 192 };
  const workers = Array.from(
    { length: AT_ONCE },
    () => new Worker(new URL('load-worker.mjs', import.meta.url), { workerData, resourceLimits }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'exit')));
  if (taken[0] < workerData.chunks) throw new Error('a worker has failed');
}

/** Runs statements that do not need one another, some at once, in the order given. */
export async function runAll(url, statements, settings = '') {
  const left = [...statements];
  const runner = () =>
    withConnection(url, async (client) => {
      if (settings) await client.query(settings);
      for (let next; (next = left.shift());) await client.query(next);
    });
  await Promise.all(Array.from({ length: AT_ONCE }, runner));
}
