import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { DataSource } from 'typeorm';
import { summaryOf } from '../src/commands/import-report';
import { Refused } from '../src/import/import-archive';
import { articlesIn, takeIn } from './support/archive';
import { createTestDatabase, type TestDatabase } from './support/database';
import { startTestServer } from './support/server';

const line = (id: number, more: object = {}): string =>
  JSON.stringify({
    ...{ source: 'Wire', sourceId: id, headline: `Report ${id % 7}`, section: `Desk ${id % 3}` },
    ...{
      publishedAt: '2025-03-04T05:06:07Z',
      text: `Words of Syria, ${id}.\n\nMore from Damascus.`,
    },
    ...more,
  });
const lines = (count: number): string =>
  Array.from({ length: count }, (_, id) => line(id)).join('\n');

let database: TestDatabase;
let db: DataSource;
beforeEach(async () => {
  database = await createTestDatabase('empty');
  db = database.db;
});
afterEach(() => database.close());

/** All that an import writes, without the hour and the ids that sections get. */
async function rowsOf(on: DataSource): Promise<unknown> {
  return on.query(
    `SELECT a.id, a.slug, headline, body, status, revision, content_hash, s.slug AS section,
       (SELECT array_agg(b.id || b.text ORDER BY index) FROM block b WHERE article_id = a.id) AS blocks,
       (SELECT array_agg(m.id || m.text ORDER BY position) FROM mention m WHERE article_id = a.id) AS mentions,
       (SELECT array_agg(feed || item || said) FROM article_origin WHERE article_id = a.id) AS origin
     FROM article a JOIN section s ON s.id = a.section_id ORDER BY a.id`,
  );
}

test('a second run changes nothing', async () => {
  const first = await takeIn(db, lines(600), { name: 'a.jsonl', section: undefined });
  expect([first.tally.of('CREATED'), first.noted]).toEqual([600, []]);
  const before = await db.query('SELECT xmin, * FROM article ORDER BY id');
  const second = await takeIn(db, lines(600), { name: 'a.jsonl', section: undefined });
  expect(second.tally.of('UNCHANGED')).toBe(600);
  expect(await db.query('SELECT xmin, * FROM article ORDER BY id')).toEqual(before);
});

test('two at once make no duplicates', async () => {
  const options = { name: 'a.jsonl', section: undefined };
  const both = await Promise.all([
    takeIn(db, lines(600), options),
    takeIn(db, lines(600), options),
  ]);
  const sum = (outcome: 'CREATED' | 'UNCHANGED') =>
    both.reduce((all, { tally }) => all + tally.of(outcome), 0);
  expect([sum('CREATED'), sum('UNCHANGED')]).toEqual([600, 600]);
  expect(await articlesIn(db)).toHaveLength(600);
});

test('what the source changed is a new revision; what an editor changed here is kept', async () => {
  const server = await startTestServer('empty');
  try {
    await takeIn(server.db, [line(1), line(2)].join('\n'), { name: 'a.jsonl' });
    const editor = await server.as('EDITOR');
    const read = `{ article(slug: "report-2") { id revision blocks { id kind text } } }`;
    const { article } = await editor.ask(read);
    await editor.ask(
      `mutation ($input: UpdateArticleInput!) { updateArticle(input: $input) { article { id } } }`,
      { input: { id: article.id, expectedRevision: 1, headline: 'As edited' } },
    );
    const blocks =
      'SELECT id FROM block JOIN article a ON a.id = article_id ORDER BY a.slug, index'.replace(
        'id FROM',
        'block.id FROM',
      );
    const ids = await server.db.query(blocks);
    const changed = [1, 2].map((id) =>
      line(id, { text: `Words of Syria, ${id}, corrected.\n\nMore from Damascus.` }),
    );
    const { tally, noted } = await takeIn(server.db, changed.join('\n'), { name: 'a.jsonl' });
    expect([tally.of('UPDATED'), tally.of('KEPT')]).toEqual([1, 1]);
    expect(noted).toMatchObject([
      {
        outcome: 'KEPT',
        slug: 'report-2',
        place: 'line 2',
        reason: expect.stringContaining('edited here'),
      },
    ]);
    expect(await server.db.query(blocks)).toEqual(ids);
    expect(
      (await articlesIn(server.db)).map(({ headline, revision, blocks: [first] }) => [
        headline,
        revision,
        first,
      ]),
    ).toEqual([
      ['As edited', 2, 'PARAGRAPH Words of Syria, 2.'],
      ['Report 1', 2, 'PARAGRAPH Words of Syria, 1, corrected.'],
    ]);
  } finally {
    await server.close();
  }
});

test('a dry run writes nothing, and a strict one ends at the first refusal', async () => {
  const dry = await takeIn(db, lines(30), { name: 'a.jsonl', dryRun: true });
  expect(dry.tally.of('CREATED')).toBe(30);
  expect(await articlesIn(db)).toEqual([]);
  expect(await db.query('SELECT * FROM section')).toEqual([]);
  expect(summaryOf(dry.tally, { dryRun: true })).toMatch(/dry run\.$/);
  const entity = JSON.stringify({ type: 'entity', slug: 'ann', kind: 'PERSON', name: 'Ann Test' });
  const other = await takeIn(db, entity, { name: 'a.jsonl', dryRun: true });
  expect(summaryOf(other.tally, { dryRun: true })).toMatch(/not tried\.$/);
  const bad = [line(1), '{', line(2)].join('\n');
  await expect(takeIn(db, bad, { name: 'a.jsonl', strict: true })).rejects.toThrow(Refused);
  // What came before it is written.
  expect(await articlesIn(db)).toHaveLength(1);
});

describe('the command line', () => {
  let folder: string;
  beforeAll(async () => {
    await promisify(execFile)('npm', ['run', 'build']);
    folder = await mkdtemp(join(tmpdir(), 'dateline-import-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const start = (args: string[], url: string) =>
    spawn(process.execPath, ['dist/src/main.js', 'import', ...args], {
      env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  test('killed in the middle and started again ends with the rows of one clean run', async () => {
    const file = join(folder, 'archive.jsonl');
    await writeFile(file, lines(3000));
    const clean = await createTestDatabase('empty');
    try {
      await takeIn(clean.db, lines(3000), { name: file, section: undefined });
      const killed = start([file, '--publish', '--quiet'], database.url);
      const count = async (): Promise<number> =>
        Number((await db.query<[{ n: string }]>('SELECT count(*) AS n FROM article'))[0].n);
      while ((await count()) === 0 && killed.exitCode === null) await new Promise(setImmediate);
      killed.kill('SIGKILL');
      await once(killed, 'close');
      expect(killed.signalCode).toBe('SIGKILL');
      expect(await count()).toBeLessThan(3000);
      const again = start([file, '--publish', '--quiet'], database.url);
      await once(again, 'close');
      expect(again.exitCode).toBe(0);
      expect(await rowsOf(db)).toEqual(await rowsOf(clean.db));
    } finally {
      await clean.close();
    }
  });

  test('the report says what was refused, where and why, and the totals', async () => {
    await writeFile(join(folder, 'bad.jsonl'), [line(1), '{"headline":', line(2)].join('\n'));
    const report = join(folder, 'report');
    const run = start([join(folder, 'bad.jsonl'), '--publish', '--report', report], database.url);
    await once(run, 'close');
    expect(run.exitCode).toBe(0);
    const [refused, last] = (await readFile(report, 'utf8'))
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(refused).toMatchObject({
      place: 'line 2',
      outcome: 'REFUSED',
      reason: 'It is not JSON.',
    });
    expect(last.totals).toMatchObject({ read: 2, created: 2, refused: 1 });
  });

  test('folders, packed files and patterns are read in a log’s lines, and events proposed', async () => {
    const archive = join(folder, 'folder');
    await mkdir(archive);
    await writeFile(join(archive, 'one.jsonl.gz'), gzipSync(line(1)));
    const report = {
      ...{ headline: 'A visit', text: 'Syria said that Russia withdrew troops on 3 March 2025.' },
      ...{ section: 'Ports', publishedAt: '2025-03-04T05:06:07Z' },
    };
    await writeFile(join(folder, 'two.ndjson'), JSON.stringify(report));
    const sources = [archive, join(folder, 'tw?.ndjson')];
    const ran = async (...flags: string[]): Promise<{ out: string; progress: string }> => {
      const run = start([...sources, '--publish', ...flags], database.url);
      const [out, progress] = await Promise.all([text(run.stdout), text(run.stderr)]);
      return { out, progress };
    };
    const count = async (table: string): Promise<number> =>
      Number((await db.query<[{ n: string }]>(`SELECT count(*) AS n FROM ${table}`))[0].n);
    const dry = await ran('--dry-run', '--propose');
    expect(dry.progress).toMatch(/2 articles · [\d,]+\/s · \d+:\d\d left\n/);
    expect(dry.out).toMatch(/created\s+2\n/);
    expect([await count('article'), await count('proposal')]).toEqual([0, 0]);
    const wet = await ran('--quiet', '--propose');
    expect(wet.progress).toBe('');
    expect(wet.out).toMatch(/created\s+2\n[^]*2 articles read: 1 proposals made/);
    expect([await count('article'), await count('proposal')]).toEqual([2, 1]);
  });
});
