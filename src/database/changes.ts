import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions';

type ChangeListener = (table: string | null) => void;

/** What is known of changes to the content, whoever makes them. */
export interface Changes {
  /**
   * Names the state of the content: another one after every change that a response can show. Servers
   * on one database name a state alike. Null while nobody listens, and then nothing may be kept.
   */
  readonly version: string | null;
  /** Whether it is connected, and hears of changes. */
  readonly isListening: boolean;
  /**
   * Calls back with the table that changed; with null where anything may have changed unnoticed, as
   * when the connection was lost, or is back. Returns a function that stops it.
   */
  onChange(listener: ChangeListener): () => void;
  /** Resolves once everything has been told that was committed before the call, or nobody listens. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds from one sign of life to the next. */
const HEARTBEAT = 5000;
/** Milliseconds to wait for an answer before the connection counts as lost. */
const PATIENCE = 3000;
/** Milliseconds between attempts to connect: doubled from one to the next, up to a limit. */
const RETRY = { first: 100, most: 2000 };

/** Listens on a connection of its own, and connects again for ever when that is lost. */
export function listenForChanges(
  db: DataSource,
  log: Pick<FastifyBaseLogger, 'info' | 'warn'>,
): Changes {
  return new Listener((db.options as PostgresDataSourceOptions).url ?? '', log);
}

/**
 * A version is `<origin> <notice>@<moment>`: the last notice, which names a table and a transaction, and
 * when the latest article came before readers, for an article appears by the clock alone when its hour
 * comes. PostgreSQL delivers notices in the order of commits, and the clock is PostgreSQL's, so every
 * server passes through the same versions. After connecting, when notices may have been missed, a random
 * word stands for the notice. Each notice of a transaction gives a version: who has heard of one table
 * only may still show another as it was.
 */
class Listener implements Changes {
  version: string | null = null;
  private readonly listeners = new Set<ChangeListener>();
  private readonly running: Promise<void>;
  private closed = false;
  private failures = 0;
  /** Of the version, what changes with transactions. */
  private state = '';
  /** Of the version, what changes by the clock. */
  private latest: string | null = null;
  private articleNotices = 0;
  private wake = (): void => undefined;
  private client: Client | undefined;

  constructor(
    private readonly url: string,
    private readonly log: Pick<FastifyBaseLogger, 'info' | 'warn'>,
  ) {
    this.running = this.run();
  }

  onChange(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  get isListening(): boolean {
    return this.client !== undefined;
  }

  async settled(): Promise<void> {
    // Notices of what was committed come before the answer to what is asked after.
    // A connection that is lost meanwhile is noticed by who listens on it, and then nothing is kept.
    await this.client?.query('SELECT').catch(() => undefined);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.closed) {
      const client = newClient(this.url);
      try {
        await this.listen(client);
      } catch (error) {
        if (this.failures++ === 0) {
          this.log.warn({ err: error }, 'changes can’t be heard: nothing is kept until they can');
        }
      }
      this.client = undefined;
      this.version = null;
      this.tell(null);
      await client.end().catch(() => undefined);
      await this.pause(Math.min(RETRY.first * 2 ** this.failures, RETRY.most));
    }
  }

  /** Until closed. @throws when the connection is lost, or can't be had */
  private async listen(client: Client): Promise<void> {
    // What is asked next fails then, and says why.
    client.on('error', () => this.wake()).on('end', () => this.wake());
    await client.connect();
    const origin = await originOf(client);
    this.state = `${origin} ${randomUUID()}`;
    client.on('notification', ({ payload = '' }) => this.noticed(origin, payload));
    await client.query('LISTEN dateline_changes');
    this.client = client;
    this.tell(null);
    if (this.failures > 0) this.log.info('changes are heard again');
    this.failures = 0;
    while (!this.closed) {
      const before = this.articleNotices;
      const asked = performance.now();
      const { latest, next } = await readClock(client);
      if (before !== this.articleNotices) continue; // What was read may be older than that notice.
      this.readAs(latest);
      const elapsed = performance.now() - asked;
      await this.pause(Math.min(next ?? HEARTBEAT, HEARTBEAT) - elapsed);
    }
  }

  private noticed(origin: string, payload: string): void {
    const [table = null, transaction] = payload.split(' ');
    // Somebody who has loaded rows without triggers may say so by hand, with `NOTIFY dateline_changes`.
    const changed = transaction === undefined ? null : table;
    this.state = `${origin} ${changed === null ? randomUUID() : payload}`;
    if (changed === null || changed === 'article') {
      // It may have moved the hour of the next one, or of the latest: there is no version till we know.
      this.articleNotices++;
      this.version = null;
      this.wake();
    } else if (this.version !== null) {
      this.version = this.currentVersion();
    }
    this.tell(changed);
  }

  private readAs(latest: string | null): void {
    const isNew = latest !== this.latest;
    this.latest = latest;
    this.version = this.currentVersion();
    if (isNew) this.tell('article');
  }

  private currentVersion(): string {
    return `${this.state}@${this.latest ?? ''}`;
  }

  private tell(table: string | null): void {
    for (const listener of this.listeners) listener(table);
  }

  /** Until somebody wakes it. */
  private async pause(milliseconds: number): Promise<void> {
    if (this.closed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function newClient(url: string): Client {
  return new Client({
    connectionString: url,
    application_name: 'dateline changes',
    keepAlive: true,
    connectionTimeoutMillis: PATIENCE,
    query_timeout: PATIENCE,
    options: '-c idle_session_timeout=0',
  });
}

/** Tells databases apart, and the lives of one: transactions may be counted anew from a backup or a replica. */
async function originOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ origin: string }>(
    `SELECT to_char(pg_postmaster_start_time() AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') || '.' || oid AS origin
     FROM pg_database WHERE datname = current_database()`,
  );
  return rows[0]?.origin ?? '';
}

interface Clock {
  /** When the latest article came before readers, in seconds since 1970. */
  latest: string | null;
  /** Milliseconds from the question to when the next one does, if that is soon. */
  next: number | null;
}

async function readClock(client: Client): Promise<Clock> {
  const { rows } = await client.query<Clock>(
    `SELECT
       (SELECT extract(epoch FROM max(visible_from))::text
        FROM article WHERE visible_from <= now()) AS latest,
       (SELECT ceil(1000 * extract(epoch FROM min(visible_from) - now()))::int
        FROM article WHERE visible_from > now() AND visible_from < now() + interval '1 minute') AS next`,
  );
  return rows[0] ?? { latest: null, next: null };
}
