import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { from as copyFrom } from 'pg-copy-streams';

/** Hands rows, as COPY reads them, to a table. */
export async function copy(client, table, columns, text) {
  const stream = client.query(copyFrom(`COPY ${table} (${columns}) FROM STDIN`));
  await pipeline(Readable.from([text], { objectMode: false }), stream);
}
