import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { QueryFailedError, type EntityManager, type ObjectLiteral } from 'typeorm';

/** Characters of COPY text that are handed over at once. */
const CHUNK = 256 * 1024;

/**
 * Inserts new rows by COPY: several times as fast as INSERT, with the same triggers and checks. Every
 * property that has a column must be set, for COPY knows no defaults of single rows.
 *
 * @param rows all of one class, of a table that holds no other
 * @throws QueryFailedError as any other statement does
 */
export async function copyRows<T extends ObjectLiteral>(
  manager: EntityManager,
  model: abstract new () => T,
  rows: readonly T[],
): Promise<void> {
  if (rows.length === 0) return;
  const { tableName, columns: all } = manager.dataSource.getMetadata(model);
  const columns = all.filter(({ isInsert }) => isInsert);
  const names = columns.map(({ databaseName }) => `"${databaseName}"`).join(', ');
  const client = (await manager.queryRunner?.connect()) as PoolClient;
  const statement = `COPY "${tableName}" (${names}) FROM STDIN`;
  const line = (row: T): string =>
    `${columns.map((column) => field(column.getEntityValue(row))).join('\t')}\n`;
  try {
    await feed(client.query(copyFrom(statement)), rows, line);
  } catch (error) {
    throw new QueryFailedError(statement, undefined, error as Error);
  }
}

/** Resolves when the database has taken all rows. */
async function feed<T>(
  stream: Writable,
  rows: readonly T[],
  line: (row: T) => string,
): Promise<void> {
  const done = once(stream, 'finish');
  let text = '';
  for (const row of rows) {
    text += line(row);
    if (text.length < CHUNK) continue;
    if (!stream.write(text)) await Promise.race([once(stream, 'drain'), done]);
    text = '';
  }
  stream.end(text);
  await done;
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A value as COPY reads it. */
function field(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (value instanceof Date) return value.toISOString();
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character);
}
