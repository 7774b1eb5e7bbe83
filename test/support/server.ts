import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { readConfig } from '../../src/config';
import { createApiKey } from '../../src/access/api-keys';
import type { Role, Viewer } from '../../src/graphql/viewer';
import { createServer } from '../../src/server';
import { createTestDatabase, type Content, type TestDatabase } from './database';

export interface GraphQLResult {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are as various as queries
  data?: any;
  errors?: {
    message: string;
    path?: (string | number)[];
    extensions: { code: string; currentRevision?: number };
  }[];
}

export interface TestServer extends TestDatabase {
  app: FastifyInstance;
  /** Sends a query over HTTP and gives the answer, errors and all. */
  send(query: string, variables?: Record<string, unknown>): Promise<GraphQLResult>;
  /** Sends a query that must succeed, and gives its data. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are as various as queries
  ask(query: string, variables?: Record<string, unknown>): Promise<any>;
  /** The code of the first error of a query that must fail. */
  codeOf(query: string, variables?: Record<string, unknown>): Promise<string | undefined>;
  /** The same server, asked by the holder of a new key. */
  as(role: Role, name?: string): Promise<Asking>;
}

export type Asking = Pick<TestServer, 'send' | 'ask' | 'codeOf'>;

/** What was read of late: the server tallies mentions at times of its own. */
export function readsIn({ statements }: Pick<TestServer, 'statements'>): string[] {
  return statements.filter(
    (text) => /^\s*(SELECT|WITH)/.test(text) && !text.includes('dateline_fold_tallies'),
  );
}

/** For tests that look at everything at once: it would cost a client too much. */
export const MORE_THAN_ANYBODY_MAY = { DATELINE_MAX_COST: '100000000', DATELINE_RATE_LIMIT: 'off' };

/** A real server on a database of its own. */
export async function startTestServer(
  content: Content,
  options: { viewer?: Viewer; environment?: Record<string, string> } = {},
): Promise<TestServer> {
  const database = await createTestDatabase(content);
  const config = readConfig({
    DATELINE_DATA_DIR: 'unused',
    // A test may read in the very moment after it has written.
    DATELINE_RESPONSE_CACHE: 'off',
    // No test is decided by how fast the machine is.
    DATELINE_QUERY_TIMEOUT_MS: '60000',
    ...options.environment,
  });
  const viewer: Viewer = options.viewer ?? { role: 'READER' };
  const log = pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent' });
  const app = await createServer({ config, db: database.db, log, viewer });
  return {
    ...database,
    app,
    ...asking(app, {}),
    as: async (role, name = role.toLowerCase()) => {
      const { key } = await createApiKey(database.db, { name, role });
      return asking(app, { authorization: `Bearer ${key}` });
    },
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}

function asking(app: FastifyInstance, headers: Record<string, string>): Asking {
  const send: Asking['send'] = async (query, variables) => {
    const response = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers,
      payload: { query, variables },
    });
    return response.json<GraphQLResult>();
  };
  return {
    send,
    ask: async (query, variables) => {
      const { data, errors } = await send(query, variables);
      if (errors) throw new Error(JSON.stringify(errors, null, 2));
      return data as unknown;
    },
    codeOf: async (query, variables) => (await send(query, variables)).errors?.[0]?.extensions.code,
  };
}
