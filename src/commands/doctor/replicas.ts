import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { whyRefused } from '../../database/open';
import type { Finding } from './finding';

/** Milliseconds for a connection to a replica. */
const PATIENCE = 2000;
/** Looks at a replica until it has replayed what the primary had written, and milliseconds between them. */
const LOOKS = { most: 20, pause: 100 };

/** Which PostgreSQL it is, and how far its log of changes goes. */
interface Primary {
  system: string;
  written: string;
}

interface State {
  system: string;
  recovering: boolean;
  /** Bytes that it has yet to replay; null where it replays nothing. */
  behind: number | null;
  /** Seconds since the last transaction that it has replayed was committed; null where it has replayed none. */
  age: number | null;
}

const NOT_NEEDED = 'or take it out of DATABASE_REPLICA_URLS';

/** Whether each replica is there, is one of this database, and comes to where the primary was when it was asked. */
export async function replicas(db: DataSource, urls: readonly string[]): Promise<Finding[]> {
  if (urls.length === 0) return [];
  const [primary] = await db.query<[Primary]>(
    `SELECT system_identifier::text AS system, pg_current_wal_flush_lsn()::text AS written
     FROM pg_control_system()`,
  );
  return Promise.all(urls.map((url) => replica(url, primary)));
}

async function replica(url: string, primary: Primary): Promise<Finding> {
  const what = `replica ${new URL(url).host}`;
  const client = new Client({ connectionString: url, connectionTimeoutMillis: PATIENCE });
  // Of a connection that breaks the statement hears.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return judge(what, await settledState(client, primary), primary);
  } catch (error) {
    return { what, wrong: `${whyRefused(error)}: mend that, ${NOT_NEEDED}` };
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Its state once it has replayed what it should, or when it was waited for long enough. */
async function settledState(client: Client, primary: Primary): Promise<State> {
  for (let looks = 1; ; looks++) {
    const state = await stateOf(client, primary);
    if (!state.behind || looks === LOOKS.most) return state;
    await sleep(LOOKS.pause);
  }
}

async function stateOf(client: Client, { written }: Primary): Promise<State> {
  const {
    rows: [state],
  } = await client.query<State>(
    `SELECT system_identifier::text AS system, pg_is_in_recovery() AS recovering,
       greatest($1::pg_lsn - pg_last_wal_replay_lsn(), 0)::float8 AS behind,
       extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float8 AS age
     FROM pg_control_system()`,
    [written],
  );
  if (!state) throw new Error('a statement without rows');
  return state;
}

function judge(what: string, state: State, primary: Primary): Finding {
  const { system, recovering, behind } = state;
  if (system !== primary.system)
    return { what, wrong: `it belongs to another PostgreSQL: make it anew, ${NOT_NEEDED}` };
  if (!recovering)
    return { what, wrong: `it is no replica, so it never serves: make it one, ${NOT_NEEDED}` };
  const distance = `${what}: ${behind ?? 'unknown'} bytes behind, ${lastReplayed(state)}`;
  const wrong =
    behind === 0
      ? null
      : 'it does not keep up, and the primary reads for it: look at its log, its primary_conninfo and its load';
  return { what: distance, wrong };
}

function lastReplayed({ age }: State): string {
  return age === null
    ? 'no transaction replayed yet'
    : `the last transaction replayed is ${Math.round(age)} s old`;
}
