// Two who follow what readers are told of articles, and go on behind their cursor whatever happens.
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'undici';
import { ask } from './ask.mjs';

const PAUSE = 250;

const FEED = `query ($after: String) { changes(after: $after, first: 100, types: [ARTICLE]) {
  nodes { action nodeId } pageInfo { endCursor } } }`;
const LATEST = '{ changes(last: 1, types: [ARTICLE]) { pageInfo { endCursor } } }';
const SUBSCRIPTION = `subscription ($after: String) { articleChanged(after: $after) { cursor action nodeId } }`;

/** Where the feed ends now. */
export async function endOfFeed(origin) {
  const { data } = await ask(origin, { query: LATEST });
  return data.changes.pageInfo.endCursor;
}

/** Asks for pages by HTTP, until told to stop and nothing more comes. */
export async function followByHttp({ origin, after, signal }) {
  const told = [];
  for (;;) {
    const { data } = await ask(origin, { query: FEED, variables: { after } });
    const { nodes, pageInfo } = data?.changes ?? { nodes: [], pageInfo: {} };
    told.push(...nodes);
    after = pageInfo.endCursor ?? after;
    if (data && nodes.length === 0 && signal.aborted) return told;
    await sleep(PAUSE);
  }
}

/** Is told over a socket, and opens another where one is lost, until told to stop. */
export async function followBySocket({ origin, after, signal }) {
  const told = [];
  while (!signal.aborted) {
    after = await listen({ origin, after, signal, told });
    if (!signal.aborted) await sleep(PAUSE);
  }
  return told;
}

/** Until the socket closes; gives the last cursor. */
function listen({ origin, after, signal, told }) {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const send = (message) => socket.send(JSON.stringify(message));
    const close = () => socket.close();
    signal.addEventListener('abort', close, { once: true });
    socket.onopen = () => send({ type: 'connection_init' });
    socket.onmessage = ({ data }) => {
      const { type, payload } = JSON.parse(data);
      const variables = { after };
      if (type === 'connection_ack') {
        send({ type: 'subscribe', id: '1', payload: { query: SUBSCRIPTION, variables } });
      } else if (type === 'ping') send({ type: 'pong' });
      else if (payload?.data) {
        const { cursor, ...change } = payload.data.articleChanged;
        told.push(change);
        after = cursor;
      } else close();
    };
    socket.onerror = () => undefined;
    socket.onclose = () => {
      signal.removeEventListener('abort', close);
      resolve(after);
    };
  });
}
