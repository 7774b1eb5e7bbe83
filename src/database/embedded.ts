/** A real PostgreSQL in a folder, for whoever has set up none: started when first needed, ended by the last. */
import { setTimeout as sleep } from 'node:timers/promises';

import { openCluster, type Cluster } from './embedded/cluster';
import { initialize } from './embedded/initdb';
import { takeLease, type Lease } from './embedded/lease';
import { explainEnd } from './embedded/log';
import { findRunning, shutDown, spawnPostgres, type Attempt } from './embedded/process';
import { EmbeddedDatabaseError } from './embedded/user';

export { defaultDataDir, EmbeddedDatabaseError } from './embedded/user';

export interface EmbeddedDatabase {
  /** Where to connect to. */
  readonly url: string;
  readonly dataDir: string;
  /**
   * Gives the database back. PostgreSQL goes down with the last process that does so, and connections
   * that are still open break then; until it is down, the promise waits.
   * @throws EmbeddedDatabaseError when it does not go down
   */
  stop(): Promise<void>;
}

const PATIENCE = 60_000;
/** Milliseconds between tries to have it back. */
const PAUSE = 200;

/**
 * Starts the PostgreSQL in a folder, or joins the one that already runs there, whoever started it.
 * A process that ends without `stop()` leaves it running, and the next start joins it.
 * @param settings of PostgreSQL, for example `{ fsync: 'off' }`; without effect on one that already runs
 * @throws EmbeddedDatabaseError when it cannot be had, saying why and what to do
 */
export async function startEmbedded(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<EmbeddedDatabase> {
  try {
    const cluster = openCluster(dataDir);
    if (cluster.isNew) await initialize(cluster, settings['fsync'] === 'off');
    return new Tenancy(cluster, settings, await obtainLease(cluster, settings));
  } catch (cause) {
    if (cause instanceof EmbeddedDatabaseError) throw cause;
    throw new EmbeddedDatabaseError(
      `The database in ${dataDir} cannot be used: ${(cause as Error).message}. Make that folder one that ` +
        'you may read and write, or set DATELINE_DATA_DIR to another one, or DATABASE_URL to a PostgreSQL ' +
        'of your own.',
      { cause },
    );
  }
}

/** Tries until it has a lease: a PostgreSQL that it finds may be starting, or going down, or lose a race. */
async function obtainLease(cluster: Cluster, settings: Record<string, string>): Promise<Lease> {
  const deadline = performance.now() + PATIENCE;
  let problem = '';
  while (performance.now() < deadline) {
    const running = findRunning(cluster);
    const result = running
      ? await takeLease(cluster, running)
      : await launch(cluster, settings, deadline);
    if (typeof result === 'object') return result;
    problem = result;
    await sleep(50);
  }
  throw new EmbeddedDatabaseError(
    `PostgreSQL is not ready after ${PATIENCE / 1000} seconds: ${problem} If it is still repairing its ` +
      `files after a crash, try again later; ${cluster.log} tells.`,
  );
}

async function launch(
  cluster: Cluster,
  settings: Record<string, string>,
  deadline: number,
  port?: number,
): Promise<Lease | string> {
  const attempt = await spawnPostgres(cluster, settings, port);
  try {
    const result = await awaitLease(cluster, attempt, deadline);
    return result ?? explainEnd(cluster.log, attempt.child.exitCode, attempt.output());
  } catch (error) {
    attempt.child.kill('SIGINT');
    await attempt.ended;
    throw error;
  } finally {
    // From here on neither process waits for the other.
    attempt.child.unref();
  }
}

/** The lease; or what is in the way when the time is over; or undefined when what we have started ended. */
async function awaitLease(
  cluster: Cluster,
  { child, ended }: Attempt,
  deadline: number,
): Promise<Lease | string | undefined> {
  const started = performance.now();
  let problem = 'It does not answer.';
  while (child.pid && child.exitCode === null && child.signalCode === null) {
    if (performance.now() > deadline) return problem;
    const running = findRunning(cluster);
    if (running) {
      const result = await takeLease(cluster, running);
      if (typeof result === 'object') return result;
      problem = result;
    }
    // Of two that clear away the same stale postmaster.pid, one may clear away the other's new one.
    if (running?.pid !== child.pid && performance.now() > started + 10_000) child.kill('SIGINT');
    await Promise.race([ended, sleep(50)]);
  }
  await ended;
  return undefined;
}

class Tenancy implements EmbeddedDatabase {
  readonly dataDir: string;
  readonly url: string;
  private renewal: Promise<void> | undefined;
  private isLeaving = false;
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly cluster: Cluster,
    private readonly settings: Record<string, string>,
    private lease: Lease,
  ) {
    this.dataDir = cluster.dataDir;
    const { port } = lease.running;
    this.url = `postgres://postgres:${cluster.password}@127.0.0.1:${port}/dateline`;
    this.watch();
  }

  stop(): Promise<void> {
    return (this.stopping ??= this.giveBack());
  }

  private async giveBack(): Promise<void> {
    this.isLeaving = true;
    await this.renewal;
    try {
      if (await this.lease.leave()) await shutDown(this.cluster, this.lease.running);
    } finally {
      await this.lease.end();
    }
  }

  private watch(): void {
    this.lease.lost(() => {
      this.renewal = this.renew();
    });
  }

  /**
   * When one connection crashes, PostgreSQL drops all; when it ends as a whole, for want of disk or by somebody's
   * hand, it is started again where everybody looks for it, as often as it takes.
   */
  private async renew(): Promise<void> {
    while (!this.isLeaving) {
      const result = await this.regain().catch(String);
      if (typeof result === 'object') {
        this.lease = result;
        this.watch();
        return;
      }
      await sleep(PAUSE);
    }
  }

  private async regain(): Promise<Lease | string> {
    const { port } = this.lease.running;
    const running = findRunning(this.cluster);
    if (!running) return launch(this.cluster, this.settings, performance.now() + PATIENCE, port);
    return running.port === port ? takeLease(this.cluster, running) : 'It is at another port.';
  }
}
