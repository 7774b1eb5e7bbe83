import { request as httpRequest } from 'node:http';
import { Client } from 'pg';
import { announce } from '../src/feed/announce';
import { post, startCachingServer, until, wasKept } from './support/cached';
import { clientOf, hear } from './support/sockets';
import { startTestServer, type TestServer } from './support/server';

/** By which of its processes PostgreSQL runs statements of this form now; asked beside the server’s own connections. */
async function processes(server: TestServer, text: string): Promise<number[]> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()
       AND query LIKE $1`,
    [text],
  );
  await client.end();
  return rows.map(({ pid }) => pid);
}

const running = async (server: TestServer, text: string): Promise<number> =>
  (await processes(server, text)).length;

/** Of the query below: three articles, and whether there are more. */
const SLOW_STATEMENT = '%FROM article a%LIMIT 4%';
const QUERY = '{ articles(first: 3) { nodes { slug } } }';

/** Lets nobody read articles until the gate is opened, but for who listens for changes: nothing would be kept. */
async function shutGate(server: TestServer): Promise<void> {
  await server.db.query(`ALTER TABLE article RENAME TO story;
    CREATE TABLE gate (shut boolean);
    INSERT INTO gate VALUES (true);
    CREATE FUNCTION waits() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
      BEGIN
        WHILE (SELECT shut FROM gate) AND current_setting('application_name') <> 'dateline changes'
        LOOP PERFORM pg_sleep(0.02); END LOOP;
        RETURN true;
      END $$;
    CREATE VIEW article AS SELECT * FROM story WHERE waits()`);
}

function openGate(server: TestServer): Promise<unknown> {
  return server.db.query('UPDATE gate SET shut = false');
}

/** Sends the query over a socket; the function that it gives closes that before there is an answer. */
function ask(server: TestServer, query = QUERY): () => void {
  const request = httpRequest(`${server.app.listeningOrigin}/graphql`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, agent: false },
  });
  // Who leaves hears no more.
  request.on('error', () => undefined);
  request.end(JSON.stringify({ query }));
  return () => void request.destroy();
}

/** Waits until the server has heard of all changes, for each makes another version, under which answers are kept. */
async function untilHeard(server: TestServer): Promise<void> {
  const isKept = async (): Promise<boolean> => wasKept(await post(server, '{ __typename }'));
  await announce(server.db);
  await until(isKept);
  // Notices come in order: once this one has come, all before it have.
  await server.db.query('NOTIFY dateline_changes');
  await until(async () => !(await isKept()));
  await until(isKept);
}

/** The code of the error that the query is answered with through a WebSocket. */
async function codeBySocket(server: TestServer): Promise<string | undefined> {
  const client = clientOf(`${server.app.listeningOrigin.replace('http', 'ws')}/graphql`);
  const heard = hear(client, QUERY);
  await until(() => Promise.resolve(heard.isComplete || heard.errors.length > 0));
  await client.dispose();
  return heard.results[0]?.errors?.[0]?.extensions.code;
}

async function startListening(environment: Record<string, string> = {}): Promise<TestServer> {
  const server = await startTestServer('desk', {
    environment: { DATELINE_QUERY_TIMEOUT_MS: '300000', ...environment },
  });
  await server.app.listen({ port: 0 });
  return server;
}

test('a statement ends in PostgreSQL when its client has gone', async () => {
  const server = await startListening();
  await shutGate(server);
  const clients = [ask(server), ask(server), ask(server)];
  await until(async () => (await running(server, SLOW_STATEMENT)) === 3);
  clients[0]!();
  clients[1]!();
  await until(async () => (await running(server, SLOW_STATEMENT)) === 1);
  // The one that stayed is still being answered.
  expect(await running(server, SLOW_STATEMENT)).toBe(1);
  clients[2]!();
  await until(async () => (await running(server, SLOW_STATEMENT)) === 0);
  await openGate(server);
  expect((await server.ask(QUERY)).articles.nodes).toHaveLength(3);
  await server.close();
});

test('what waits for a connection is not begun when its client has gone', async () => {
  const server = await startListening();
  await shutGate(server);
  // More than there are connections: a pool has ten, of which the server may use two for itself.
  const clients = Array.from({ length: 15 }, () => ask(server));
  await until(async () => (await connections(server)) === 15);
  await until(async () => (await running(server, SLOW_STATEMENT)) >= 8);
  for (const leave of clients) leave();
  await until(async () => (await running(server, SLOW_STATEMENT)) === 0);
  await openGate(server);
  expect((await server.ask(QUERY)).articles.nodes).toHaveLength(3);
  await server.close();
});

test('a query that takes too long as a whole is given up, and told so', async () => {
  const server = await startListening({ DATELINE_QUERY_TIMEOUT_MS: '200' });
  await shutGate(server);
  const response = await server.app.inject({
    ...{ method: 'POST', url: '/graphql', payload: { query: QUERY } },
  });
  expect([response.statusCode, response.json().errors[0].extensions.code]).toEqual([
    ...[503, 'QUERY_TIMEOUT'],
  ]);
  expect(await codeBySocket(server)).toBe('QUERY_TIMEOUT');
  await until(async () => (await running(server, SLOW_STATEMENT)) === 0);
  await openGate(server);
  await server.close();
});

test('dear queries wait for each other, small ones for none; a turn ends with its client', async () => {
  // A query of three articles costs 4 points.
  const server = await startListening({ DATELINE_MAX_RUNNING_COST: '7' });
  await shutGate(server);
  const leaveFirst = ask(server);
  await until(async () => (await running(server, SLOW_STATEMENT)) === 1);
  const leaveSecond = ask(server);
  await until(async () => (await connections(server)) === 2);
  expect(await server.ask('{ __typename }')).toEqual({ __typename: 'Query' });
  expect(await running(server, SLOW_STATEMENT)).toBe(1);
  leaveFirst();
  await until(async () => (await connections(server)) === 1);
  await until(async () => (await running(server, SLOW_STATEMENT)) === 1);
  leaveSecond();
  await until(async () => (await running(server, SLOW_STATEMENT)) === 0);
  await openGate(server);
  await server.close();
});

test('a query whose turn does not come is told so', async () => {
  const server = await startListening({
    DATELINE_MAX_RUNNING_COST: '7',
    DATELINE_QUERY_TIMEOUT_MS: '6000',
  });
  await shutGate(server);
  const leave = ask(server);
  await until(async () => (await running(server, SLOW_STATEMENT)) === 1);
  const [{ statusCode, body }, code] = await Promise.all([
    post(server, QUERY),
    codeBySocket(server),
  ]);
  expect([statusCode, body]).toEqual([503, expect.stringContaining('SERVICE_UNAVAILABLE')]);
  expect(code).toBe('SERVICE_UNAVAILABLE');
  leave();
  await openGate(server);
  await server.close();
});

test('an answer that others wait for is made, though the first who asked has gone', async () => {
  const server = await startCachingServer('desk', { DATELINE_QUERY_TIMEOUT_MS: '300000' });
  await server.app.listen({ port: 0 });
  await untilHeard(server);
  await shutGate(server);
  const leave = ask(server);
  await until(async () => (await running(server, SLOW_STATEMENT)) === 1);
  const made = await processes(server, SLOW_STATEMENT);
  // Asked at once by `then`: without, it would be in the next tick, after the one below.
  const second = post(server, QUERY).then((answer) => answer);
  // Both have come in once one has been answered that came after them.
  await post(server, '{ __typename }');
  leave();
  // Once a statement is ended whose client has gone after that, this one would be too.
  const leaveLater = ask(server, '{ articles(first: 4) { nodes { slug } } }');
  const other = '%FROM article a%LIMIT 5%';
  await until(async () => (await running(server, other)) === 1);
  leaveLater();
  await until(async () => (await running(server, other)) === 0);
  expect(await processes(server, SLOW_STATEMENT)).toEqual(made);
  await openGate(server);
  expect((await second).json().data.articles.nodes).toHaveLength(3);
  await server.close();
});

function connections({ app }: TestServer): Promise<number> {
  return new Promise((resolve, reject) =>
    app.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );
}
