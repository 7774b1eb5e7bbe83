import { EventEmitter } from 'node:events';
import { promisify } from 'node:util';
import Fastify, { type FastifyInstance } from 'fastify';
import { Pool } from 'pg';
import { Reads } from '../src/database/reads';
import { Door } from '../src/limits/door';
import { Turns } from '../src/limits/turns';
import { createTestDatabase } from './support/database';

const PATIENCE = 30_000;

test('what is larger than all that may run at once runs alone, and at once where nothing runs', async () => {
  const turns = new Turns(1000, 20);
  const end = await turns.take('one', 5000, PATIENCE);
  const order: string[] = [];
  const dear = turns.take('one', 900, PATIENCE).then((done) => (order.push('dear'), done));
  const small = await turns.take('one', 20, PATIENCE);
  order.push('small');
  end();
  small();
  (await dear)();
  expect(order).toEqual(['small', 'dear']);
});

test('clients take turns, however much one of them has waiting', async () => {
  const turns = new Turns(1);
  const order: string[] = [];
  const end = await turns.take('greedy', 1, PATIENCE);
  const work = async (client: string): Promise<void> => {
    const done = await turns.take(client, 1, PATIENCE);
    order.push(client);
    done();
  };
  const clients = ['greedy', 'greedy', 'greedy', 'modest', 'other', 'modest'];
  const all = clients.map((client) => work(client));
  end();
  await Promise.all(all);
  expect(order).toEqual(['greedy', 'modest', 'other', 'greedy', 'modest', 'greedy']);
});

test('who waits in vain is told that the server is busy, and is not let in later', async () => {
  const turns = new Turns(1000);
  const end = await turns.take('one', 1000, PATIENCE);
  await expect(turns.take('one', 500, 10)).rejects.toThrow('The server is busy');
  end();
  await turns.take('other', 1000, PATIENCE);
});

test.each(['GET', 'POST'] as const)(
  '%s: who sends one request does not wait for all of a crowd',
  async (method) => {
    const app = Fastify();
    const order: string[] = [];
    await app.register((scope, _options, done) => {
      new Door(PATIENCE).guard(scope);
      scope.route({
        ...{ method, url: '/' },
        handler: (request) => {
          order.push(request.ip);
          return {};
        },
      });
      done();
    });
    const ask = (remoteAddress: string): Promise<unknown> =>
      app.inject({ method, url: '/', remoteAddress, ...(method === 'POST' && { payload: {} }) });
    const crowd = Array.from({ length: 100 }, () => ask('10.0.0.1'));
    await Promise.all([...crowd, ask('10.0.0.2')]);
    expect(order.indexOf('10.0.0.2')).toBeLessThan(20);
    await app.close();
  },
);

describe('in a round of the event loop', () => {
  const round = promisify(setImmediate);
  let now = 1000;
  beforeEach(() => jest.spyOn(performance, 'now').mockImplementation(() => now));
  afterEach(() => jest.restoreAllMocks());

  /** Has requests come in that each hold the loop for so long, and tells how many were begun by then. */
  function send(door: Door, count: number, milliseconds: number): () => number {
    let begun = 0;
    for (let i = 0; i < count; i++) {
      void door.enter('10.0.0.1').then(() => {
        now += milliseconds;
        begun++;
      });
    }
    return () => begun;
  }

  test('a few requests are begun, or one that takes long', async () => {
    const quick = send(new Door(PATIENCE), 16, 0.1);
    await round();
    expect(quick()).toBe(8);
    await round();
    expect(quick()).toBe(16);
    const slow = send(new Door(PATIENCE), 2, 50);
    await round();
    expect(slow()).toBe(1);
    await round();
    expect(slow()).toBe(2);
  });

  test('none is begun while connections come in, but for one every few milliseconds', async () => {
    const door = new Door(PATIENCE);
    const server = new EventEmitter();
    door.watch({ server } as FastifyInstance);
    const begun = send(door, 3, 50);
    await round();
    expect(begun()).toBe(1);
    server.emit('connection');
    await round();
    expect(begun()).toBe(1);
    server.emit('connection');
    now += 10;
    await round();
    expect(begun()).toBe(2);
    await round();
    expect(begun()).toBe(3);
  });

  test('who has waited in vain is told that the server is busy', async () => {
    const door = new Door(100);
    const first = send(door, 1, 200);
    const late = door.enter('10.0.0.1');
    await round();
    expect(first()).toBe(1);
    await expect(late).rejects.toThrow('The server is busy');
  });
});

test('clients take turns for a connection', async () => {
  const database = await createTestDatabase('empty');
  const pool = new Pool({
    connectionString: database.url,
    max: 1,
    connectionTimeoutMillis: PATIENCE,
  });
  const order: string[] = [];
  const ask = async (reads: Reads, client: string): Promise<void> => {
    await reads.rows(pool, { text: 'SELECT 1', rowMode: 'array' });
    order.push(client);
  };
  const [greedy, modest] = [new Reads('greedy'), new Reads('modest')];
  const all = Array.from({ length: 5 }, () => ask(greedy, 'greedy'));
  await Promise.all([...all, ask(modest, 'modest')]);
  expect(order.indexOf('modest')).toBeLessThan(3);
  await pool.end();
  await database.close();
});
