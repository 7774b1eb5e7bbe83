import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { databaseAt } from '../src/database/data-source';
import { migrate } from '../src/database/migrate';
import { migrations } from '../migrations';
import { testServerUrl } from './support/database';

/** A database that was never cloned: the note of a generated column goes by the database's name. */
const NAME = 'dateline_test_migrations';
const url = Object.assign(new URL(testServerUrl()), { pathname: `/${NAME}` }).href;
const open: DataSource[] = [];

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: testServerUrl() });
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function connect(): Promise<DataSource> {
  const db = await databaseAt({ url, poolTimeoutMs: 10_000 }).initialize();
  open.push(db);
  return db;
}

beforeAll(async () => {
  await administer(`DROP DATABASE IF EXISTS ${NAME} WITH (FORCE)`);
  await administer(`CREATE DATABASE ${NAME} TEMPLATE template0`);
});
afterAll(async () => {
  await Promise.all(open.map((db) => db.destroy()));
  await administer(`DROP DATABASE ${NAME} WITH (FORCE)`);
});

test('of three servers that migrate at once, each migration is done by one', async () => {
  const servers = await Promise.all([connect(), connect(), connect()]);
  const done = await Promise.all(servers.map((db) => migrate(db)));
  expect(done.flat().sort()).toEqual(migrations.map(({ name }) => name).sort());
});

test('after the migrations the models have nothing left to change', async () => {
  const db = await connect();
  const { upQueries } = await db.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

test('every migration goes down and up again', async () => {
  const db = await connect();
  for (let i = 0; i < migrations.length; i++) await db.undoLastMigration();
  expect(await migrate(db)).toHaveLength(migrations.length);
  const [row] = await db.query<{ count: string }[]>(
    "SELECT count(*) FROM entity WHERE kind = 'COUNTRY'",
  );
  expect(row?.count).toBe('250');
});
