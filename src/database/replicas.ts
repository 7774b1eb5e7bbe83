import type { FastifyBaseLogger } from 'fastify';
import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { Changes } from './changes';
import { poolOptions, type PoolLimits } from './pool';

/** Milliseconds between two looks at a replica that lags, or is away. */
const NEXT_LOOK = { lagging: 5, away: 1000 };

/** How far a PostgreSQL has come: a byte in its log of changes. */
type Position = bigint;

interface Replica {
  pool: Pool;
  /** Up to where it is known to have come; null while it is away. */
  replayed: Position | null;
  /** Whether it is being asked. */
  followed: boolean;
}

/**
 * Replicas of the database to read from. One serves only once it has replayed everything that this server
 * has heard of: what is read from it is never older than the version that it is kept under, and who has
 * written through this server finds it. Until then, and where none is there, the primary serves.
 */
export class Replicas {
  private readonly replicas: Replica[];
  private readonly stopListening: () => void;
  /** What a replica must have replayed; null while that is being asked. */
  private required: Position | null = null;
  private asked = 0;
  private turn = 0;
  private closed = false;
  private readonly pauses = new Set<NodeJS.Timeout>();

  constructor(
    private readonly primary: DataSource,
    urls: readonly string[],
    limits: PoolLimits,
    changes: Changes,
    private readonly log: Pick<FastifyBaseLogger, 'info' | 'warn'>,
  ) {
    this.replicas = urls.map((url) => ({
      pool: new Pool({ connectionString: url, ...poolOptions(limits) }),
      replayed: null,
      followed: false,
    }));
    // Of a connection that breaks while it idles the next statement hears.
    for (const { pool } of this.replicas) pool.on('error', () => undefined);
    this.stopListening = changes.onChange(() => void this.require());
    void this.require();
  }

  /** One that is up to date, each in its turn; undefined where none is. */
  choose(): Pool | undefined {
    const ready = this.replicas.filter((replica) => this.isUpToDate(replica));
    return ready[this.turn++ % ready.length]?.pool;
  }

  /** Says that one did not answer: it is left alone until it does. */
  failed(pool: Pool): void {
    const replica = this.replicas.find((one) => one.pool === pool);
    if (replica?.replayed == null) return;
    replica.replayed = null;
    this.log.warn('a read replica is away: the primary reads for it');
    void this.follow(replica);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.stopListening();
    for (const timer of this.pauses) clearTimeout(timer);
    await Promise.all(this.replicas.map(({ pool }) => pool.end()));
  }

  /** After each change: replicas must have replayed what the primary has written by now. */
  private async require(): Promise<void> {
    this.required = null;
    const mine = ++this.asked;
    try {
      const [row] = await this.primary.query<[{ at: string }]>(
        `SELECT (pg_current_wal_flush_lsn() - '0/0')::text AS at`,
      );
      if (mine !== this.asked) return;
      this.required = BigInt(row.at);
      for (const replica of this.replicas) void this.follow(replica);
    } catch (error) {
      // With the primary away nothing new can be committed, and its return is told as a change.
      this.log.warn({ err: error }, 'the primary did not say how far it is: replicas do not serve');
    }
  }

  /** Asks a replica how far it is, again and again, until it is where it must be. */
  private async follow(replica: Replica): Promise<void> {
    if (replica.followed) return;
    replica.followed = true;
    while (!this.closed && !this.isUpToDate(replica)) {
      await this.look(replica);
      if (this.isUpToDate(replica)) break;
      await this.pause(replica.replayed === null ? NEXT_LOOK.away : NEXT_LOOK.lagging);
    }
    replica.followed = false;
  }

  private isUpToDate({ replayed }: Replica): boolean {
    return this.required !== null && replayed !== null && replayed >= this.required;
  }

  private async look(replica: Replica): Promise<void> {
    const wasAway = replica.replayed === null;
    try {
      const { rows } = await replica.pool.query<{ at: string | null }>(
        `SELECT (pg_last_wal_replay_lsn() - '0/0')::text AS at`,
      );
      // A server that is no replica has replayed nothing: it never serves.
      const at = rows[0]?.at;
      replica.replayed = at == null ? null : BigInt(at);
      if (wasAway && at != null) this.log.info('a read replica is there');
    } catch (error) {
      if (!wasAway) this.log.warn({ err: error }, 'a read replica is away');
      replica.replayed = null;
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.pauses.delete(timer);
        resolve();
      }, milliseconds);
      this.pauses.add(timer);
      timer.unref();
    });
  }
}
