import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { DataSource } from 'typeorm';
import { NamesChanged, relink } from '../src/articles/relink';
import { foldTallies } from '../src/articles/entity-tally';
import { createTestDatabase, type TestDatabase } from './support/database';
import { mutating } from './support/newsroom';
import { plantStories } from './support/planted';
import { startTestServer } from './support/server';

const databases: TestDatabase[] = [];
afterEach(async () => {
  for (const database of databases.splice(0)) await database.close();
});

/** The sample desk, with names that its articles were not read with. */
async function renamedDesk(): Promise<TestDatabase> {
  const database = await createTestDatabase('desk');
  databases.push(database);
  await rename(database.db);
  return database;
}

/** A new entity, another alias, one alias fewer. */
async function rename(db: DataSource): Promise<void> {
  await db.query(`INSERT INTO entity (id, slug, kind, name, organization_kind)
    VALUES ('00000000-0000-4000-8000-00000000aaaa', 'ministry', 'ORGANIZATION', 'presidents', 'OTHER')`);
  await db.query(`INSERT INTO alias (id, entity_id, text, language, kind)
    SELECT '00000000-0000-4000-8000-00000000bbbb', id, 'talks', 'en', 'OTHER_NAME'
    FROM entity WHERE slug = 'moscow'`);
  await db.query(`DELETE FROM alias WHERE text IN ('Kremlin', 'Putin', 'Sana')`);
}

/** All that a reading for names writes. */
async function rowsOf(db: DataSource): Promise<unknown[]> {
  await foldTallies(db);
  const tables = [
    ...['mention ORDER BY id', 'mention_ruling ORDER BY id', 'suggestion ORDER BY id'],
    ...['article_entity ORDER BY article_id, entity_id', 'entity_tally ORDER BY entity_id'],
    ...['suggestion_article ORDER BY suggestion_id, article_id', 'article ORDER BY id'],
    'article_revision ORDER BY article_id, number',
  ];
  const read = tables.map((table) =>
    db.query<unknown[]>(`SELECT to_jsonb(t) AS row FROM ${table.replace(' ', ' t ')}`),
  );
  return Promise.all(read);
}

const tallied = `SELECT entity_id, sum(mention_count)::int AS mentions FROM article_entity
  WHERE visible_from <= now() GROUP BY entity_id ORDER BY entity_id`;
const inTallies = `SELECT entity_id, mentions FROM entity_tally WHERE mentions > 0 ORDER BY entity_id`;
const inMentions = `SELECT article_id, entity_id, count(*)::int AS mention_count FROM mention
  GROUP BY article_id, entity_id ORDER BY article_id, entity_id`;
const inLinks = `SELECT article_id, entity_id, mention_count FROM article_entity ORDER BY article_id, entity_id`;

async function expectAgreement(db: DataSource): Promise<void> {
  await foldTallies(db);
  expect(await db.query<unknown[]>(inTallies)).toEqual(await db.query<unknown[]>(tallied));
  expect(await db.query<unknown[]>(inLinks)).toEqual(await db.query<unknown[]>(inMentions));
}

interface Counted {
  slug: string;
  n: number;
}

function mentionsOf(db: DataSource): Promise<Counted[]> {
  return db.query<Counted[]>(`SELECT slug, count(*)::int AS n FROM mention
    JOIN entity ON entity.id = entity_id GROUP BY slug ORDER BY slug`);
}

test('reads all articles with the names of now, and says what changed', async () => {
  const { db } = await renamedDesk();
  const articles = await db.query<unknown[]>(
    'SELECT id, revision, updated_at FROM article ORDER BY id',
  );
  const before = new Map((await mentionsOf(db)).map(({ slug, n }) => [slug, n]));
  const { articlesRead, articlesChanged, entities } = await relink(db, 5);
  const after = new Map((await mentionsOf(db)).map(({ slug, n }) => [slug, n]));
  expect(articlesRead).toBe(12);
  expect(articlesChanged).toBeGreaterThan(5);
  expect(after.get('ministry')).toBeGreaterThan(0);
  expect(after.get('moscow')).toBeGreaterThan(before.get('moscow')!);
  const slugs = await db.query<{ id: string; slug: string }[]>('SELECT id, slug FROM entity');
  for (const { id, slug } of slugs) {
    const { added, removed } = entities[id] ?? { added: 0, removed: 0 };
    expect([slug, added - removed]).toEqual([
      slug,
      (after.get(slug) ?? 0) - (before.get(slug) ?? 0),
    ]);
  }
  await expectAgreement(db);
  expect(
    await db.query<unknown[]>('SELECT id, revision, updated_at FROM article ORDER BY id'),
  ).toEqual(articles);
});

test('a second reading changes nothing, whatever the batch', async () => {
  const { db } = await renamedDesk();
  await relink(db, 200);
  const rows = await rowsOf(db);
  const again = await relink(db, 1);
  expect(again).toMatchObject({ articlesRead: 12, articlesChanged: 0, entities: {} });
  expect(await rowsOf(db)).toEqual(rows);
});

/** Runs the command, and kills it when it has said its first line: some articles are read then, and others not. */
async function killedRun(url: string): Promise<void> {
  const child = spawn(process.execPath, ['dist/src/main.js', 'relink', '--batch', '1'], {
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: url },
  });
  const ended = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    expect(line).toMatch(/^\d+ articles read$/);
    child.kill('SIGKILL');
    break;
  }
  expect(await ended).toEqual([null, 'SIGKILL']);
}

test('one that was killed goes on where it was, and ends with the same rows as one that was not', async () => {
  const [clean, killed] = [await renamedDesk(), await renamedDesk()];
  const whole = await relink(clean.db, 1);
  await killedRun(killed.url);
  const [{ read, finished }] = await killed.db.query<[{ read: number; finished: Date | null }]>(
    'SELECT articles_read AS read, finished_at AS finished FROM relinking',
  );
  expect(finished).toBeNull();
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(12);
  const progress: number[] = [];
  const resumed = await relink(killed.db, 1, ({ articlesRead }) => progress.push(articlesRead));
  expect(progress[0]).toBe(read + 1);
  const { finishedAt: _a, ...report } = resumed;
  const { finishedAt: _b, ...expected } = whole;
  expect(report).toEqual(expected);
  expect(await rowsOf(killed.db)).toEqual(await rowsOf(clean.db));
});

test('one that was broken off begins anew when names have changed since', async () => {
  const { db, url } = await renamedDesk();
  await killedRun(url);
  await db.query(`DELETE FROM alias WHERE text = 'talks'`);
  const progress: number[] = [];
  const { articlesRead } = await relink(db, 1, (it) => progress.push(it.articlesRead));
  expect(progress[0]).toBe(1);
  expect(articlesRead).toBe(12);
  const [{ n }] = await db.query<[{ n: number }]>(
    `SELECT count(*)::int AS n FROM mention WHERE text = 'talks'`,
  );
  expect(n).toBe(0);
});

test('two at once share the work', async () => {
  const [one, two] = [await renamedDesk(), await renamedDesk()];
  await relink(one.db, 1);
  const both = await Promise.all([relink(two.db, 1), relink(two.db, 1)]);
  expect(both.map(({ articlesRead }) => articlesRead)).toEqual([12, 12]);
  expect(await rowsOf(two.db)).toEqual(await rowsOf(one.db));
});

test('names that change meanwhile are told of', async () => {
  const { db } = await renamedDesk();
  let changed: Promise<unknown> | undefined;
  const reading = relink(db, 1, () => {
    changed ??= db.query(`DELETE FROM alias WHERE text = 'talks'`);
  });
  await expect(reading).rejects.toThrow(NamesChanged);
  await changed;
  expect((await relink(db, 200)).articlesRead).toBe(12);
});

test('what editors said of mentions stays', async () => {
  const server = await startTestServer('desk');
  try {
    const edna = mutating(await server.as('EDITOR', 'Edna'));
    await plantStories(server.db, [
      {
        slug: 'ruled',
        blocks: [{ kind: 'PARAGRAPH', text: 'The president saw Moscow and Damascus, and Moscow.' }],
      },
    ]);
    const find = `{ article(slug: "ruled") { id revision blocks { id }
      mentions { nodes { id text start entity { slug } } } } }`;
    const { article } = await server.ask(find);
    const [moscow, damascus] = article.mentions.nodes;
    const block = article.blocks[0].id as string;
    await edna('removeMention', { id: moscow.id });
    await edna('resolveMention', { id: damascus.id, entity: 'syria' });
    await edna('addMention', {
      article: article.id,
      block,
      text: 'The president',
      entity: 'vladimir-putin',
    });
    const ruled = (await server.ask(find)).article;
    expect(
      ruled.mentions.nodes.map(({ entity }: { entity: { slug: string } }) => entity.slug),
    ).toEqual([...['vladimir-putin', 'syria', 'moscow']]);
    await rename(server.db);
    await relink(server.db, 3);
    expect((await server.ask(find)).article).toEqual(ruled);
    await expectAgreement(server.db);
  } finally {
    await server.close();
  }
});
