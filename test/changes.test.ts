import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { listenForChanges, type Changes } from '../src/database/changes';
import { createTestDatabase, testServerUrl, type TestDatabase } from './support/database';
import { plantStories } from './support/planted';

let database: TestDatabase;
const open: Changes[] = [];
beforeAll(async () => {
  database = await createTestDatabase('desk');
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((changes) => changes.close()));
});
afterAll(() => database.close());

/** Waits until something holds, and gives up after a while. */
async function until(condition: () => boolean, patience = 20_000): Promise<void> {
  const end = Date.now() + patience;
  while (!condition()) {
    if (Date.now() > end) throw new Error('it never came to be');
    await sleep(2);
  }
}

/** Milliseconds. A heartbeat would bring about in the end what the clock has to. */
const BEFORE_A_HEARTBEAT = 4000;

/** A server's ears: what it was told so far, in order. */
async function listen(db: DataSource = database.db) {
  const changes = listenForChanges(db, pino({ level: 'silent' }));
  open.push(changes);
  const told: (string | null)[] = [];
  changes.onChange((table) => told.push(table));
  await until(() => changes.version !== null);
  told.length = 0;
  return { changes, told };
}

const rename = (slug: string, name: string): Promise<unknown> =>
  database.db.query('UPDATE section SET name = $2 WHERE slug = $1', [slug, name]);

test.each([
  ['insert', `INSERT INTO section (id, slug, name) VALUES (gen_random_uuid(), 'added', 'Added')`],
  ['update', `UPDATE section SET name = 'Changed' WHERE slug = 'added'`],
  ['delete', `DELETE FROM section WHERE slug = 'added'`],
  ['truncate', 'TRUNCATE base_presence'],
])('a committed %s gives another version', async (_what, statement) => {
  const { changes, told } = await listen();
  const before = changes.version;
  await database.db.query(statement);
  await until(() => told.length > 0);
  expect(told).toEqual([statement.startsWith('TRUNCATE') ? 'base_presence' : 'section']);
  expect(changes.version).not.toBe(before);
  expect(changes.version).not.toBeNull();
});

test('every table that a response can show gives notice', async () => {
  const rows = await database.db.query<{ table: string }[]>(
    `SELECT tgrelid::regclass::text AS table FROM pg_trigger WHERE tgname = 'notify_change'`,
  );
  const all = database.db.entityMetadatas.map(({ tableName }) => tableName);
  // These change with what they are made of; a tally is made later, and a change announced.
  const copies = ['tally_change', 'event_entity', 'pending_change', 'feed_clock'];
  // These readers never see.
  const internal = [
    'api_key',
    'audit_entry',
    'article_revision',
    'article_origin',
    ...['suggestion', 'suggestion_article', 'relinking'],
    'mention_ruling',
    'proposal',
    'proposal_reading',
  ];
  expect(rows.map(({ table }) => table).sort()).toEqual(
    [...new Set(all)].filter((table) => ![...copies, ...internal].includes(table)).sort(),
  );
});

test('what is rolled back never was', async () => {
  const { changes, told } = await listen();
  const before = changes.version;
  const undone = database.db.transaction(async (manager) => {
    await manager.query(`UPDATE section SET name = 'Undone' WHERE slug = 'politics'`);
    throw new Error('no');
  });
  await expect(undone).rejects.toThrow('no');
  await sleep(100);
  expect([changes.version, told]).toEqual([before, []]);
});

test('a transaction gives one notice for a table, and servers agree on the version', async () => {
  const [one, other] = [await listen(), await listen()];
  await database.db.transaction(async (manager) => {
    for (const slug of ['politics', 'security', 'diplomacy']) {
      await manager.query(`UPDATE section SET name = name WHERE slug = $1`, [slug]);
      await manager.query(`UPDATE article SET headline = headline WHERE slug = $1`, [slug]);
    }
  });
  await until(() => one.told.length === 2 && other.told.length === 2);
  await until(() => one.changes.version !== null && other.changes.version !== null);
  expect([one.told, other.told]).toEqual(Array(2).fill(['section', 'article']));
  expect(one.changes.version).toBe(other.changes.version);
});

test('each table that a transaction changes gives a version of its own', async () => {
  const { changes, told } = await listen();
  const versions: (string | null)[] = [];
  changes.onChange(() => void versions.push(changes.version));
  await database.db.query(
    `WITH entities AS (UPDATE entity SET name = name), sections AS (UPDATE section SET name = name)
     UPDATE claim SET kind = kind`,
  );
  await until(() => told.length === 3);
  expect(told.toSorted()).toEqual(['claim', 'entity', 'section']);
  expect(new Set(versions).size).toBe(3);
});

test('a notice by hand says that anything may have changed', async () => {
  const { changes, told } = await listen();
  const before = changes.version;
  await database.db.query('NOTIFY dateline_changes');
  await until(() => told.length > 0 && changes.version !== null);
  expect(told).toEqual([null]);
  const after = changes.version;
  await database.db.query('NOTIFY dateline_changes');
  await until(() => told.length > 1 && changes.version !== null);
  expect(new Set([before, after, changes.version]).size).toBe(3);
});

test('whoever has stopped listening is told no more', async () => {
  const { changes, told } = await listen();
  const mine: (string | null)[] = [];
  const stop = changes.onChange((table) => mine.push(table));
  stop();
  await rename('politics', 'Politics');
  await until(() => told.length > 0);
  expect(mine).toEqual([]);
});

test('while nobody listens there is no version, and afterwards a new one', async () => {
  const { changes, told } = await listen();
  const before = changes.version;
  const versions: (string | null)[] = [];
  changes.onChange(() => void versions.push(changes.version));
  await database.db.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'dateline changes' AND datname = current_database()`,
  );
  await until(() => told.length > 0 && changes.version !== null);
  expect(told).toEqual([null, null]);
  expect(versions[0]).toBeNull();
  expect(changes.version).not.toBe(before);
  await rename('politics', 'Politics once more');
  await until(() => told.length > 2);
  expect(told.at(-1)).toBe('section');
});

test('a server starts without, and listens as soon as it can', async () => {
  const name = new URL(database.url).pathname.slice(1);
  const admin = new Client({ connectionString: testServerUrl() });
  await admin.connect();
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  const changes = listenForChanges(database.db, pino({ level: 'silent' }));
  open.push(changes);
  await sleep(300);
  expect(changes.version).toBeNull();
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  await admin.end();
  await until(() => changes.version !== null);
});

describe('an article whose hour comes', () => {
  const isVisible = async (slug: string): Promise<boolean> => {
    const rows = await database.db.query<object[]>(
      `SELECT 1 FROM article WHERE slug = $1 AND visible_from <= now()`,
      [slug],
    );
    return rows.length > 0;
  };

  test('gives another version then, and not before, on every server the same', async () => {
    const [one, other] = [await listen(), await listen()];
    await plantStories(database.db, [
      { slug: 'soon', publishedAt: new Date(Date.now() + 1500) },
      { slug: 'late', publishedAt: new Date(Date.now() + 3_600_000) },
    ]);
    await until(() => one.told.includes('article') && one.changes.version !== null);
    const waiting = one.changes.version;
    one.told.length = 0;
    await sleep(700);
    expect(one.changes.version).toBe(waiting);
    await until(() => one.changes.version !== waiting, BEFORE_A_HEARTBEAT);
    expect(await isVisible('soon')).toBe(true);
    expect(one.told).toEqual(['article']);
    expect(one.changes.version).not.toBeNull();
    await until(() => other.changes.version === one.changes.version);
  });

  test('is not missed while notices come thick and fast', async () => {
    const { changes } = await listen();
    for (let i = 0; i < 40; i++) {
      const due = Date.now() + 30 + i;
      const others = Array.from({ length: 5 }, () =>
        database.db.query(`UPDATE article SET byline = byline WHERE slug = 'late'`),
      );
      const moved = database.db.query(
        `UPDATE article SET published_at = to_timestamp($1::float8 / 1000) WHERE slug = 'soon'`,
        [due],
      );
      await Promise.all([...others, moved]);
      const end = `@${(due / 1000).toFixed(6)}`;
      await until(() => changes.version?.endsWith(end) ?? false, BEFORE_A_HEARTBEAT);
    }
  });
});
