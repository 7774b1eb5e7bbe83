import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

import {
  EmbeddedDatabaseError,
  startEmbedded,
  type EmbeddedDatabase,
} from '../src/database/embedded';
import { findPackage } from '../src/database/embedded/binaries';

jest.setTimeout(30_000);

const newFolder = () => fs.mkdtempSync(join(tmpdir(), 'dateline-test-'));

/** Has a database already, for the tests that are not about making one. Nothing runs between tests. */
let used: string;
let dataDir: string;
const children: ChildProcess[] = [];
const databases: EmbeddedDatabase[] = [];

beforeAll(async () => {
  used = newFolder();
  await (await startEmbedded(used, { fsync: 'off' })).stop();
});

beforeEach(() => {
  dataDir = used;
});

afterEach(async () => {
  for (const child of children.splice(0)) await end(child);
  // What a failed test has left running.
  for (const database of databases.splice(0)) await database.stop();
  if (isUp()) await (await startEmbedded(dataDir)).stop();
  if (dataDir !== used) fs.rmSync(dataDir, { recursive: true });
});

afterAll(() => fs.rmSync(used, { recursive: true }));

const pidFile = () => join(dataDir, 'pgdata', 'postmaster.pid');
const isUp = () => fs.existsSync(pidFile());
const postmaster = () => Number(fs.readFileSync(pidFile(), 'utf8').split('\n')[0]);

async function start(settings = {}) {
  const database = await startEmbedded(dataDir, { fsync: 'off', ...settings });
  databases.push(database);
  return database;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

/** Another process that has the database until its input ends. */
function spawnTenant(...manner: string[]) {
  const script = join(__dirname, 'support', 'embedded-tenant.js');
  const child = spawn(process.execPath, [script, dataDir, ...manner], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const ready = once(createInterface(child.stdout), 'line').then(
    ([line]) => JSON.parse(String(line)) as { url: string; error?: string },
  );
  return { child, ready };
}

async function end(child: ChildProcess, signal?: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  if (signal) child.kill(signal);
  else child.stdin?.end();
  await exit;
}

async function until(condition: () => boolean) {
  for (let tries = 0; tries < 200 && !condition(); tries++) await sleep(25);
  expect(condition()).toBe(true);
}

/** A process that has ended is there until it is reaped, which may take a moment on a busy machine. */
async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ESRCH');
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('a start', () => {
  it('makes a database that answers, and leaves nothing running', async () => {
    dataDir = newFolder();
    const database = await start({ work_mem: '5MB' });
    expect(database.dataDir).toBe(fs.realpathSync(dataDir));
    expect(database.url).toMatch(/^postgres:\/\/postgres:[\w-]{32}@127\.0\.0\.1:\d+\/dateline$/);
    expect(await ask(database.url, 'SHOW server_version')).toMatch(/^18\./);
    expect(await ask(database.url, 'SHOW server_encoding')).toBe('UTF8');
    expect(await ask(database.url, 'SHOW timezone')).toBe('UTC');
    expect(await ask(database.url, 'SHOW work_mem')).toBe('5MB');
    expect(await ask(database.url, 'SHOW listen_addresses')).toBe('127.0.0.1');
    expect(await ask(database.url, "SELECT lower('ÉLAN ŁÓDŹ')")).toBe('élan łódź');
    expect(await ask(database.url, "SELECT to_tsvector('simple', '“Łódź” — said')::text")).toBe(
      "'said':2 'łódź':1",
    );
    const pid = postmaster();
    await database.stop();
    await untilGone(pid);
    expect(fs.readdirSync(dataDir).sort()).toEqual(['password', 'pgdata', 'postgres.log']);
    expect(fs.statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600);
  });

  it('lets nobody in without the password', async () => {
    const database = await start();
    const wrong = database.url.replace(/postgres:[\w-]+@/, 'postgres:guess@');
    await expect(ask(wrong, 'SELECT 1')).rejects.toThrow('password authentication failed');
    await database.stop();
  });

  it('finds the data of the one before', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE after_stop AS SELECT 7 AS n');
    await first.stop();
    const second = await start();
    expect(await ask(second.url, 'SELECT n FROM after_stop')).toBe(7);
    await second.stop();
  });

  it('goes well twice at the same moment in one process', async () => {
    dataDir = newFolder();
    const [one, two] = await Promise.all([start(), start()]);
    expect(one.url).toBe(two.url);
    await Promise.all([one.stop(), two.stop(), two.stop()]);
    expect(isUp()).toBe(false);
    expect(fs.readdirSync(dataDir).sort()).toEqual(['password', 'pgdata', 'postgres.log']);
  });

  it('goes well in two processes at the same moment', async () => {
    dataDir = newFolder();
    const tenants = [spawnTenant(), spawnTenant()];
    const [one, two] = await Promise.all(tenants.map(({ ready }) => ready));
    expect(one?.error ?? two?.error).toBeUndefined();
    await ask(one!.url, 'CREATE TABLE seen AS SELECT 1 AS n');
    expect(await ask(two!.url, 'SELECT n FROM seen')).toBe(1);
    await Promise.all(tenants.map(({ child }) => end(child)));
    expect(isUp()).toBe(false);
  });
});

describe('after a crash', () => {
  it('the next start joins what a killed process has left running', async () => {
    const tenant = spawnTenant();
    const { url } = await tenant.ready;
    await ask(url, 'CREATE TABLE left_behind AS SELECT 7 AS n');
    const pid = postmaster();
    await end(tenant.child, 'SIGKILL');
    const next = await start();
    expect(postmaster()).toBe(pid);
    expect(await ask(next.url, 'SELECT n FROM left_behind')).toBe(7);
    await next.stop();
    expect(isUp()).toBe(false);
  });

  it('a killed PostgreSQL is started again, and its going hurts nobody who has a lease', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE after_crash AS SELECT 7 AS n');
    process.kill(postmaster(), 'SIGKILL');
    const second = await start();
    expect(await ask(second.url, 'SELECT n FROM after_crash')).toBe(7);
    await first.stop();
    expect(await ask(second.url, 'SELECT n FROM after_crash')).toBe(7);
    await second.stop();
    expect(isUp()).toBe(false);
  });

  it.each(['SIGKILL', 'SIGINT'] as const)(
    'what uses a PostgreSQL that %s has ended finds it again',
    async (signal) => {
      const database = await start();
      await ask(database.url, 'CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS n');
      const ended = postmaster();
      process.kill(ended, signal);
      const deadline = performance.now() + 20_000;
      let found: unknown;
      while (found === undefined && performance.now() < deadline) {
        found = await ask(database.url, 'SELECT n FROM kept').catch(() => sleep(100));
      }
      expect(found).toBe(7);
      expect(postmaster()).not.toBe(ended);
      await database.stop();
      expect(isUp()).toBe(false);
    },
  );

  it('a stale postmaster.pid does no harm to the process that has the number now', async () => {
    await (await start()).stop();
    // PostgreSQL believes the file only if the process belongs to its own user.
    const { uid, gid } = fs.statSync(join(dataDir, 'pgdata'));
    const other = spawn('sleep', ['60'], process.getuid?.() === 0 ? { uid, gid } : {});
    children.push(other);
    const lines = [
      other.pid,
      join(dataDir, 'pgdata'),
      1700000000,
      5432,
      '',
      '127.0.0.1',
      '1 2',
      '',
    ];
    fs.writeFileSync(pidFile(), lines.join('\n'));
    const database = await start();
    expect(await ask(database.url, 'SELECT 1')).toBe(1);
    expect(postmaster()).not.toBe(other.pid);
    await database.stop();
    expect(other.exitCode ?? other.signalCode).toBeNull();
    await end(other, 'SIGKILL');
  });

  it('a lease is taken anew when PostgreSQL has dropped all connections', async () => {
    const [server, command] = [await start(), await start()];
    const crash = ask(server.url, `COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID'`);
    await expect(crash).rejects.toThrow();
    await sleep(500);
    await command.stop();
    expect(await ask(server.url, 'SELECT 1')).toBe(1);
    await server.stop();
    expect(isUp()).toBe(false);
  });
});

describe('the last to leave', () => {
  it('ends PostgreSQL, and nobody before', async () => {
    const server = await start();
    const command = spawnTenant();
    expect(await command.ready).toEqual({ url: server.url });
    await end(command.child);
    expect(await ask(server.url, 'SELECT 1')).toBe(1);

    const longer = spawnTenant();
    await longer.ready;
    await server.stop();
    expect(await ask(server.url, 'SELECT 1')).toBe(1);
    await end(longer.child);
    expect(isUp()).toBe(false);
  });

  it('does not take it from one who comes in that moment', async () => {
    let before = await start();
    for (let delay = 0; delay < 12; delay += 2) {
      const leaving = sleep(delay).then(() => before.stop());
      const next = await start();
      expect(await ask(next.url, 'SELECT 1')).toBe(1);
      await leaving;
      expect(await ask(next.url, 'SELECT 1')).toBe(1);
      before = next;
    }
    await before.stop();
    expect(isUp()).toBe(false);
  });

  it('may end without a word: the lease keeps no process from ending', async () => {
    const server = await start();
    const command = spawnTenant('leave');
    await command.ready;
    await until(() => command.child.exitCode === 0);
    await server.stop();
    expect(isUp()).toBe(false);
  });
});

describe('what goes wrong is told', () => {
  const problem = async (attempt: Promise<unknown>) => {
    const error = await attempt.then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect(error).toBeInstanceOf(EmbeddedDatabaseError);
    return error?.message;
  };

  it('in the words of PostgreSQL, when it does not start', async () => {
    expect(await problem(start({ work_memory: '5MB' }))).toMatch(
      /stopped while starting: unrecognized configuration parameter "work_memory"\. .*postgres\.log/,
    );
    expect(isUp()).toBe(false);
  });

  it('when the data is of another version, or is none', async () => {
    dataDir = newFolder();
    fs.mkdirSync(join(dataDir, 'pgdata'));
    fs.writeFileSync(join(dataDir, 'pgdata', 'PG_VERSION'), '17\n');
    expect(await problem(start())).toMatch(/made by PostgreSQL 17, and this is PostgreSQL 18/);
    fs.renameSync(join(dataDir, 'pgdata', 'PG_VERSION'), join(dataDir, 'pgdata', 'notes.txt'));
    expect(await problem(start())).toMatch(/pgdata is there already and is no database/);
  });

  it('when the password is missing or is not the right one', async () => {
    const file = join(dataDir, 'password');
    fs.renameSync(file, `${file}.away`);
    try {
      expect(await problem(start())).toMatch(/password is missing/);
      fs.writeFileSync(file, 'guess');
      expect(await problem(start())).toMatch(/is not that of the database/);
      expect(isUp()).toBe(false);
    } finally {
      fs.renameSync(`${file}.away`, file);
    }
  });

  it('when there is no PostgreSQL for the platform', () => {
    expect(() => findPackage('plan9', 'mips')).toThrow(EmbeddedDatabaseError);
    expect(() => findPackage('plan9', 'mips')).toThrow(
      /No PostgreSQL for plan9 mips.*DATABASE_URL/,
    );
  });
});
