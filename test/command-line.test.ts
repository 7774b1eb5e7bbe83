import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { until } from './support/cached';
import { cuttable } from './support/cuttable';
import { createTestDatabase, testServerUrl } from './support/database';

const PROGRAM = 'dist/src/main.js';
const BANNER = /Dateline at (\S+) · 12 articles, 31 entities, 24 events · data in (\S+)/;

interface Server {
  child: ChildProcess;
  output: () => string;
  url: string;
}

const folders: string[] = [];
const children: ChildProcess[] = [];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-cli-'));
  folders.push(folder);
  return folder;
}

function environment(more: Record<string, string>): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', PORT: '0', ...more };
}

/** Runs a command to its end. */
async function run(
  args: string[],
  more: Record<string, string>,
  input = '',
): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [PROGRAM, ...args],
      { env: environment(more) },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, out: stdout + stderr });
      },
    );
    child.stdin?.end(input);
  });
}

/** Starts a server and waits for its first lines. */
async function serve(more: Record<string, string>): Promise<Server> {
  const child = spawn(process.execPath, [PROGRAM, 'serve'], { env: environment(more) });
  children.push(child);
  let text = '';
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      if (/\n {2}\{.*\n.*\n.*\}\n/.test(text)) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', () => {
      reject(new Error(text));
    });
  });
  return { child, output: () => text, url: /Dateline at (\S+)/.exec(text)?.[1] ?? '' };
}

async function end(server: Server, signal: NodeJS.Signals): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => server.child.on('exit', resolve));
  server.child.kill(signal);
  return ended;
}

async function ask(url: string, query: string): Promise<{ data: unknown; errors?: unknown }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data: unknown; errors?: unknown };
}

const STORY = `Diplomacy

Envoys return to Damascus after a long silence

The talks are the first in months.

The envoys arrived in Damascus on a grey morning and were driven straight to the palace, where Ahmad Al-Charaa received them without cameras.

Show More
`;
const IMPORT = ['import', '-', '--published-at', '2025-05-05T05:05:05Z', '--publish'];

beforeAll(async () => {
  await promisify(execFile)('npm', ['run', 'build']);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

test('a server on its embedded database, from the first start to the last stop', async () => {
  const folder = await newFolder();
  const settings = { DATELINE_DATA_DIR: folder };
  const first = await serve(settings);
  expect(BANNER.exec(first.output())?.[2]).toBe(folder);
  const toTry = first.output().match(/^ {2}\{.*\}$/gm) ?? [];
  expect(toTry).toHaveLength(3);
  for (const query of toTry) expect(await ask(first.url, query)).not.toHaveProperty('errors');
  const ids = await ask(first.url, '{ articles(first: 100) { nodes { id slug } } }');

  // Every command works while the server runs on the same folder.
  expect((await run(['migrate'], settings)).out).toMatch('up to date');
  expect((await run(['seed', 'content'], settings)).out).toMatch('Nothing changed');
  expect((await run(IMPORT, settings, STORY)).out).toMatch('Imported and published: envoys-return');
  expect((await run(IMPORT, settings, STORY)).out).toMatch('Nothing changed');
  const read =
    '{ article(slug: "envoys-return-to-damascus-after-a-long-silence") { section { slug } blocks { text } entities { nodes { slug } } } }';
  expect(JSON.stringify(await ask(first.url, read))).toMatch(/diplomacy.*grey morning.*damascus/);
  expect(JSON.stringify(await ask(first.url, read))).not.toMatch('Show More');

  // kill -9 leaves an orphan, which the next server takes over; two at once share it.
  await end(first, 'SIGKILL');
  const [second, third] = await Promise.all([serve(settings), serve(settings)]);
  const kept = await ask(
    second.url,
    '{ articles(first: 100, where: { publishedBefore: "2025-05-05T00:00:00Z" }) { totalCount } }',
  );
  expect(kept).toEqual(
    await ask(
      third.url,
      '{ articles(first: 100, where: { publishedBefore: "2025-05-05T00:00:00Z" }) { totalCount } }',
    ),
  );
  expect(
    JSON.stringify(await ask(third.url, '{ articles(first: 100) { nodes { id slug } } }')),
  ).toContain(JSON.stringify(ids).slice(60, 200));
  expect(await end(second, 'SIGTERM')).toBe(0);
  expect(await ask(third.url, '{ sections { slug } }')).not.toHaveProperty('errors');
  expect(await end(third, 'SIGINT')).toBe(0);
  expect(existsSync(join(folder, 'pgdata', 'postmaster.pid'))).toBe(false);
});

test('a server on a database of one’s own loads nothing that was not asked for', async () => {
  const { DATABASE_URL } = await ownDatabase('dateline_test_own', 'template0');
  const server = await serve({ DATABASE_URL });
  expect(server.output()).toMatch('0 articles, 0 entities, 0 events');
  expect(server.output()).not.toContain(new URL(DATABASE_URL).password);
  expect((await run(['seed', 'content'], { DATABASE_URL })).out).toMatch(
    '12 articles, 31 entities',
  );
  expect(await end(server, 'SIGTERM')).toBe(0);
  await dropDatabase('dateline_test_own');
});

test('a port in use is said plainly', async () => {
  const taken = createServer().unref().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const settings = { DATELINE_DATA_DIR: await newFolder(), PORT: String(port) };
  const { code, out } = await run(['serve'], settings);
  taken.close();
  expect([code, out.trim()]).toEqual([
    1,
    `dateline: Port ${port} is in use. Set PORT to another one.`,
  ]);
});

const nowhere = 'postgres://someone:hunter2@127.0.0.1:1/nothing';
test.each([
  ['no URL', { DATABASE_URL: 'nonsense' }, 'DATABASE_URL: must be postgres://'],
  ['nothing that answers', { DATABASE_URL: nowhere }, 'nothing answers there'],
  [
    'no such host',
    { DATABASE_URL: 'postgres://a:hunter2@nohost.invalid/x' },
    'no host of that name',
  ],
  ['a wrong port', { PORT: 'many' }, 'PORT'],
  [
    'a wrong cache',
    { DATELINE_RESPONSE_CACHE: 'on' },
    'DATELINE_RESPONSE_CACHE: must be memory, off, or redis://',
  ],
  [
    'a setting that is none',
    { DATELINE_SANDBOX: 'maybe', DATELINE_POOL_SIZE: '0' },
    'DATELINE_SANDBOX',
  ],
])('%s in the settings is said plainly', async (_what, settings, message) => {
  const { code, out } = await run(['serve'], settings);
  expect(code).toBe(1);
  expect(out).toContain(message);
  expect(out).not.toMatch(/hunter2|\.js:|\n\s+at /);
});

test('a second signal ends a server at once', async () => {
  const database = await createTestDatabase('desk');
  const server = await serve({ DATABASE_URL: database.url, DATELINE_DRAIN_MS: '2000' });
  const ended = end(server, 'SIGTERM');
  await until(() => Promise.resolve(server.output().includes('"stopping"')));
  server.child.kill('SIGTERM');
  expect(await ended).toBe(1);
  await database.close();
});

test('a server stops in good order while its database is away', async () => {
  const database = await createTestDatabase('desk');
  const way = await cuttable(new URL(database.url));
  const server = await serve({ DATABASE_URL: way.url });
  way.cut();
  expect(await end(server, 'SIGTERM')).toBe(0);
  await database.close();
}, 20_000);

test('an error that nobody caught is logged, and ends the server in good order', async () => {
  const folder = await newFolder();
  const fault = join(folder, 'fault.cjs');
  await writeFile(
    fault,
    "process.on('SIGUSR2', () => { throw new Error('a fault of the test'); });",
  );
  const database = await createTestDatabase('desk');
  const settings = { DATABASE_URL: database.url, NODE_OPTIONS: `--require ${fault}` };
  const server = await serve(settings);
  expect(await end(server, 'SIGUSR2')).toBe(1);
  expect(server.output()).toMatch(/"level":60.*a fault of the test.*that nobody caught: stopping/);
  await database.close();
});

test('that no connection is free is said plainly', async () => {
  const database = await createTestDatabase('desk');
  const role = Object.assign(new URL(database.url), { username: 'cli_few', password: 'few' }).href;
  await database.db.query("CREATE ROLE cli_few LOGIN PASSWORD 'few' CONNECTION LIMIT 1");
  for (const limit of [0, 1]) {
    await database.db.query(`ALTER ROLE cli_few CONNECTION LIMIT ${limit}`);
    const { code, out } = await run(['serve'], { DATABASE_URL: role });
    expect(code).toBe(1);
    expect(out).toMatch(/^dateline: .*it has too many connections open\..*\n$/);
  }
  await database.db.query('DROP ROLE cli_few');
  await database.close();
});

test('a wrong password and a missing database are told apart', async () => {
  const url = new URL(testServerUrl());
  const missing = Object.assign(new URL(url), { pathname: '/not_there' }).href;
  expect((await run(['migrate'], { DATABASE_URL: missing })).out).toMatch(
    'no database of that name',
  );
  const wrong = Object.assign(new URL(url), { password: 'hunter2' }).href;
  const { code, out } = await run(['migrate'], { DATABASE_URL: wrong });
  expect([code, out]).toEqual([1, expect.stringContaining('refuses the user or the password')]);
});

test('the doctor finds a sound database sound, and says what a stale one needs', async () => {
  const database = await ownDatabase('dateline_doctor', 'template0');
  const stale = await run(['doctor'], database);
  expect(stale).toMatchObject({ code: 1 });
  expect(stale.out).toContain('✗ schema: it is behind: run dateline migrate');
  await run(['migrate'], database);
  const sound = await run(['doctor'], database);
  expect(sound).toMatchObject({ code: 0 });
  expect(sound.out).not.toContain('✗');
  const away = await run(['doctor'], { ...database, DATABASE_REPLICA_URLS: nowhere });
  expect(away).toMatchObject({ code: 1 });
  expect(away.out).toContain('✗ replica 127.0.0.1:1: nothing answers there');
  expect(away.out).not.toContain('hunter2');
  await dropDatabase('dateline_doctor');
});

test('keys are made, listed and revoked, and shown once', async () => {
  const database = await ownDatabase('dateline_keys', 'dateline_test_empty');
  const made = await run(['key', 'create', '--name', 'CMS', '--role', 'EDITOR'], database);
  const shown = /^Key (\S+) for CMS, EDITOR[^]*\n(dateline_\S+)\n$/.exec(made.out) ?? [];
  const [, id = '', key = ''] = shown;
  expect(key).toHaveLength('dateline_'.length + 43);
  const listed = await run(['key', 'list'], database);
  expect(listed.out).toMatch(/EDITOR · CMS · made \S+ · never used\n/);
  expect(listed.out).not.toContain(key);
  expect((await run(['key', 'revoke', id], database)).code).toBe(0);
  expect((await run(['key', 'revoke', id], database)).code).toBe(1);
  expect((await run(['key', 'list'], database)).out).toContain('revoked');
  const nobody = ['key', 'create', '--name', 'x', '--role', 'KING'];
  expect((await run(nobody, database)).code).toBe(1);
  await dropDatabase('dateline_keys');
});

test('articles that came in by a desk are read for events once, or again if that is asked for', async () => {
  const database = await ownDatabase('dateline_propose', 'dateline_test_desk');
  const propose = async (...options: string[]): Promise<string> =>
    (await run(['propose', ...options], database)).out;
  expect(await propose('--since', '2999-01-01T00:00:00Z')).toContain('0 articles read');
  expect(await propose()).toMatch(/12 articles read: \d{2} proposals made, 0 renewed, 0 gone\./);
  expect(await propose()).toContain('0 articles read: 0 proposals made');
  expect(await propose('--again')).toContain('12 articles read: 0 proposals made');
  await dropDatabase('dateline_propose');
});

async function administer(statement: string): Promise<void> {
  const admin = new Client({ connectionString: testServerUrl() });
  await admin.connect();
  await admin.query(statement);
  await admin.end();
}

async function ownDatabase(name: string, template: string): Promise<{ DATABASE_URL: string }> {
  await dropDatabase(name);
  await administer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  return { DATABASE_URL: Object.assign(new URL(testServerUrl()), { pathname: `/${name}` }).href };
}

const dropDatabase = (name: string): Promise<void> =>
  administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);

test('every command has help, and `schema` prints the schema', async () => {
  for (const command of ['serve', 'migrate', 'seed', 'import', 'export', 'propose', 'schema']) {
    expect((await run([command, '--help'], {})).out).toMatch(`Usage: dateline ${command}`);
  }
  expect((await run(['schema'], {})).out).toBe(readFileSync('schema.graphql', 'utf8'));
});

test('nobody need read what is printed', async () => {
  const piped = `"${process.execPath}" ${PROGRAM} schema | sh -c 'exec <&-; sleep 2'`;
  expect((await promisify(execFile)('sh', ['-c', piped])).stderr).toBe('');
});

describe('a mistake', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await newFolder();
  });

  test.each([
    [['import', 'nowhere.txt', '--published-at', '2025-05-05T05:05:05Z'], 'can’t be read'],
    [['import', '-', '--published-at', 'yesterday'], 'RFC 3339'],
    [['import', '-'], 'no text of an article'],
    [['propose', '--since', 'yesterday'], 'RFC 3339'],
    [['seed', 'nowhere'], 'There is no directory'],
  ])('%j is refused plainly', async (args, message) => {
    const { code, out } = await run(args, { DATELINE_DATA_DIR: folder });
    expect([code, out]).toEqual([1, expect.stringContaining(message)]);
  });
});
