/** One connection for the life of each process that uses the database: as long as one is there, it stays up. */
import { realpathSync } from 'node:fs';
import { Client, type DatabaseError } from 'pg';

import type { Cluster } from './cluster';
import type { Running } from './process';
import { EmbeddedDatabaseError } from './user';

export interface Lease {
  readonly running: Running;
  /** Calls back when the connection has broken, and not when we end it ourselves. */
  lost(callback: () => void): void;
  /** Gives the lease up. True if it was the last, and then nobody can take one until `end()`. */
  leave(): Promise<boolean>;
  /** Closes the connection. */
  end(): Promise<void>;
}

// Any number that nobody else uses in the database `postgres`.
const LOCK = 20260101;

/**
 * Connects, makes sure that this is the PostgreSQL on our files, and takes a lease on it. Returns in
 * words what is in the way if that may pass, as while PostgreSQL starts or goes down.
 *
 * The lease is a shared advisory lock. The last to leave takes the same lock alone before it ends
 * PostgreSQL: who comes in between waits for the lock, is thrown out with everybody, and starts anew.
 * @throws EmbeddedDatabaseError when PostgreSQL does not take the password
 */
export async function takeLease(cluster: Cluster, running: Running): Promise<Lease | string> {
  const client = newClient(cluster, running);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    const theirs = realpathSync(rows[0]?.data_directory ?? '');
    if (theirs !== realpathSync(cluster.pgdata)) throw new Error(`it serves ${theirs}`);
    await client.query('SELECT pg_advisory_lock_shared($1)', [LOCK]);
    await createDatabase(client);
  } catch (error) {
    void client.end().catch(() => undefined);
    const { code, message } = error as DatabaseError;
    if (code === '28P01') throw wrongPassword(cluster);
    return `The PostgreSQL on port ${running.port} does not let us in: ${message}.`;
  }
  // Alone it is no reason for a process that is done to go on.
  client.unref();
  return asLease(client, running);
}

// The types leave out what the class has.
type LeaseClient = Client & { ref(): void; unref(): void };

function newClient(cluster: Cluster, running: Running): LeaseClient {
  const client = new Client({
    ...{ host: '127.0.0.1', port: running.port, user: 'postgres', password: cluster.password },
    // Not `dateline` itself: a database with a connection to it can be neither copied nor dropped.
    database: 'postgres',
    application_name: 'dateline lease',
    ssl: false,
    connectionTimeoutMillis: 5000,
    options: '-c statement_timeout=0 -c lock_timeout=0 -c idle_session_timeout=0',
  });
  // An 'error' event that nobody hears would end the process.
  client.on('error', () => undefined);
  return client as LeaseClient;
}

async function createDatabase(client: Client): Promise<void> {
  const found = await client.query("SELECT FROM pg_database WHERE datname = 'dateline'");
  if (found.rowCount) return;
  await client.query('CREATE DATABASE dateline').catch((error: unknown) => {
    // Somebody else has made it meanwhile.
    if (!['42P04', '23505'].includes((error as DatabaseError).code ?? '')) throw error;
  });
}

function wrongPassword(cluster: Cluster): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `The password in ${cluster.dataDir}/password is not that of the database beside it. Put the right one ` +
      'back, or set DATELINE_DATA_DIR to another folder to start afresh.',
  );
}

function asLease(client: LeaseClient, running: Running): Lease {
  let state: 'held' | 'lost' | 'ended' = 'held';
  let notify: () => void = () => undefined;
  client.once('end', () => {
    if (state !== 'held') return;
    state = 'lost';
    notify();
  });
  return {
    running,
    lost: (callback) => {
      notify = callback;
      if (state === 'lost') notify();
    },
    leave: async () => {
      client.ref();
      state = 'ended';
      return tryAlone(client);
    },
    end: async () => {
      state = 'ended';
      await client.end();
    },
  };
}

async function tryAlone(client: Client): Promise<boolean> {
  try {
    // In this order: of two that leave together, the later to unlock finds nobody else.
    await client.query('SELECT pg_advisory_unlock_shared($1)', [LOCK]);
    const { rows } = await client.query<{ alone: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS alone',
      [LOCK],
    );
    return rows[0]?.alone ?? false;
  } catch {
    return false; // It is going down already.
  }
}
