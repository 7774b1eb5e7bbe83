// One of the workers that make chunks and hand them to PostgreSQL.
import { workerData } from 'node:worker_threads';
import { connect } from '../lib/postgres.mjs';
import { COLUMNS, makeChunk } from './chunk.mjs';
import { copy } from './copy.mjs';
import { worldOf } from './world.mjs';

const { url, articles, seed, chunks, taken } = workerData;
const world = worldOf(articles, seed);
// A replica takes rows as they are: no foreign key is checked and no trigger fires.
const client = await connect(url, { options: '-c session_replication_role=replica' });
// Whichever worker is free takes the next chunk.
for (let index; (index = Atomics.add(taken, 0, 1)) < chunks;) {
  const texts = makeChunk(world, index);
  for (const [table, text] of Object.entries(texts))
    await copy(client, table, COLUMNS[table], text);
}
await client.end();
