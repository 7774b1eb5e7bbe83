/** The running PostgreSQL: finding it, starting it and ending it. */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { cleanEnvironment } from './binaries';
import type { Cluster } from './cluster';
import { openLog, readLog } from './log';
import { EmbeddedDatabaseError } from './user';

export interface Running {
  readonly pid: number;
  readonly port: number;
}

const DEFAULTS = {
  shared_buffers: '128MB',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** The PostgreSQL that runs on these files, be it starting, ready or going down. */
export function findRunning({ pgdata }: Cluster): Running | undefined {
  const noted = readPidFile(pgdata);
  return noted && isPostgres(noted.pid, pgdata) ? noted : undefined;
}

function readPidFile(pgdata: string): Running | undefined {
  try {
    const lines = fs.readFileSync(join(pgdata, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && port > 0 ? { pid, port } : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Whether the process is a PostgreSQL on these files: the number in a stale file may be anybody's by
 * now. A zombie is none; nobody may ever collect it where process 1 of a container is no init.
 */
function isPostgres(pid: number, pgdata: string): boolean {
  if (!isAlive(pid)) return false;
  const { platform } = process;
  try {
    if (platform === 'linux') {
      const [program = '', ...args] = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return basename(program) === 'postgres' && args.includes(pgdata);
    }
    const ps = ['ps', '-ww', '-o', 'command=', '-p', `${pid}`];
    const tasklist = ['tasklist', '/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'];
    const [tool = '', ...args] = platform === 'win32' ? tasklist : ps;
    const found = execFileSync(tool, args, { encoding: 'utf8', windowsHide: true });
    return found.includes('postgres') && (platform === 'win32' || found.includes(`-D ${pgdata} `));
  } catch {
    return false;
  }
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A PostgreSQL that we have started, and that may yet lose against another on the same files. */
export interface Attempt {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  /** What it has written to the log so far, or why it could not be started at all. */
  readonly output: () => string;
}

/**
 * Starts PostgreSQL, in a process group of its own: Ctrl-C in the terminal is not for it.
 *
 * @param port where others look for it; else the one that it had before it was killed, or any
 */
export async function spawnPostgres(
  cluster: Cluster,
  settings: Record<string, string>,
  port?: number,
): Promise<Attempt> {
  const program = cluster.binaries().postgres;
  const all = {
    ...{
      ...DEFAULTS,
      ...settings,
      port: String(port ?? (await freePort(readPidFile(cluster.pgdata)?.port))),
    },
    ...{ listen_addresses: '127.0.0.1', unix_socket_directories: '' },
    ...{ log_destination: 'stderr', logging_collector: 'off', log_line_prefix: '%m [%p] ' },
  };
  const log = openLog(cluster);
  const offset = fs.fstatSync(log).size;
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(program, ['-D', cluster.pgdata, ...flags], {
    ...{ detached: true, windowsHide: true, stdio: ['ignore', log, log], cwd: cluster.dataDir },
    env: { ...cleanEnvironment(), ...disown(cluster.pgdata) },
    ...cluster.user,
  });
  let failure = '';
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', (error) => done(void (failure = error.message)));
  });
  fs.closeSync(log);
  return { child, ended, output: () => failure || readLog(cluster.log, offset, child.pid) };
}

/**
 * PostgreSQL takes a postmaster.pid for valid while any process has that number. It makes an exception
 * for its grandparent, whom pg_ctl names in this variable: so we disown a process that we have seen to
 * be none, and PostgreSQL's other safeguards against two on the same files all stay in force.
 */
function disown(pgdata: string): NodeJS.ProcessEnv {
  const noted = readPidFile(pgdata);
  return noted && !isPostgres(noted.pid, pgdata) ? { PG_GRANDPARENT_PID: String(noted.pid) } : {};
}

/** The one that is wanted if nobody has it, else any. */
async function freePort(wanted = 0): Promise<number> {
  const server = createServer().listen(wanted, '127.0.0.1');
  const isFree = await new Promise((done, failed) =>
    server
      .once('listening', () => done(true))
      .once('error', (error) => (wanted === 0 ? failed(error) : done(false))),
  );
  if (isFree !== true) return freePort();
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/**
 * Ends PostgreSQL, and every connection to it, and waits until it is down.
 * @throws EmbeddedDatabaseError when it is not down after a minute
 */
export async function shutDown(cluster: Cluster, { pid }: Running): Promise<void> {
  if (!isPostgres(pid, cluster.pgdata)) return;
  if (process.platform === 'win32') {
    const args = ['stop', '-D', cluster.pgdata, '-m', 'fast', '-w'];
    await promisify(execFile)(cluster.binaries().pgCtl, args, { env: cleanEnvironment() });
  } else {
    process.kill(pid, 'SIGINT');
  }
  for (let waited = 0; isPostgres(pid, cluster.pgdata); waited += 20) {
    if (waited > 60_000) {
      throw new EmbeddedDatabaseError(
        `PostgreSQL (process ${pid}) was told to stop and has not after a minute. ${cluster.log} may say why.`,
      );
    }
    await sleep(20);
  }
}
