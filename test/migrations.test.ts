import { Client } from 'pg';
import { getMetadataArgsStorage, type DataSource } from 'typeorm';
import { databaseAt } from '../src/database/data-source';
import { migrate } from '../src/database/migrate';
import { Section } from '../src/sections/section';
import { migrations } from '../migrations';
import { MoreNames1764001300000 } from '../migrations/1764001300000-more-names';
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

/** What TypeORM would change, to make the tables what the models say. */
async function drift(): Promise<string[]> {
  const db = await connect();
  const { upQueries } = await db.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

test('of three servers that migrate at once, each migration is done by one', async () => {
  const servers = await Promise.all([connect(), connect(), connect()]);
  const done = await Promise.all(servers.map((db) => migrate(db)));
  const names = migrations.map(({ name }) => name);
  expect(done.flat().sort()).toEqual(names.toSorted());
  const noted = await servers[0].query<{ name: string }[]>(
    'SELECT name FROM migrations ORDER BY id',
  );
  expect(noted.map(({ name }) => name)).toEqual(names);
  expect(await migrate(servers[1])).toEqual([]);
});

test('after the migrations the models have nothing left to change', async () => {
  expect(await drift()).toEqual([]);
});

test('a column that a model has and no migration makes is noticed', async () => {
  const { columns } = getMetadataArgsStorage();
  columns.push({
    ...{ target: Section, propertyName: 'motto', mode: 'regular' },
    options: { type: 'text', nullable: true },
  });
  try {
    expect(await drift()).toEqual(['ALTER TABLE "section" ADD "motto" text']);
  } finally {
    columns.pop();
  }
});

/** Every table, column, index, constraint and function of ours, as PostgreSQL writes them. */
async function shapeOf(db: DataSource): Promise<string[]> {
  const rows = await db.query<{ line: string }[]>(`
    SELECT format('%s.%s %s %s', table_name, column_name, data_type, is_nullable) AS line
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
    UNION ALL SELECT typname::text FROM pg_type WHERE typnamespace = 'public'::regnamespace
      AND typtype = 'e'
    UNION ALL SELECT cfgname::text FROM pg_ts_config WHERE cfgnamespace = 'public'::regnamespace
    UNION ALL SELECT proname::text FROM pg_proc WHERE proname LIKE 'dateline%'
    ORDER BY line`);
  return rows.map(({ line }) => line);
}

test('every migration goes down, leaving nothing, and up again', async () => {
  const db = await connect();
  const before = await shapeOf(db);
  expect(before.length).toBeGreaterThan(100);
  for (let i = 0; i < migrations.length; i++) await db.undoLastMigration();
  const left = (await shapeOf(db)).filter(
    (line) => !/\b(migrations|typeorm_metadata)\b/.test(line),
  );
  expect(left).toEqual([]);
  expect(await db.query('SELECT * FROM typeorm_metadata')).toEqual([]);
  expect(await migrate(db)).toHaveLength(migrations.length);
  expect(await shapeOf(db)).toEqual(before);
  const [row] = await db.query<{ count: string }[]>(
    "SELECT count(*) FROM entity WHERE kind = 'COUNTRY'",
  );
  expect(row?.count).toBe('250');
});

test('a name that news gives a country is left to whom somebody gave it before', async () => {
  const db = await connect();
  const runner = db.createQueryRunner();
  const bearers = (): Promise<unknown> =>
    db.query(`SELECT e.slug, a.text FROM alias a JOIN entity e ON e.id = a.entity_id
              WHERE a.text IN ('Turkey', 'Britain') ORDER BY a.text`);
  const names = new MoreNames1764001300000();
  await names.down(runner);
  expect(await bearers()).toEqual([]);
  await db.query(
    `INSERT INTO alias SELECT gen_random_uuid(), id, 'Turkey', 'en', 'OTHER_NAME' FROM entity WHERE slug = 'malta'`,
  );
  await names.up(runner);
  await runner.release();
  expect(await bearers()).toEqual([
    { slug: 'united-kingdom', text: 'Britain' },
    { slug: 'malta', text: 'Turkey' },
  ]);
});
