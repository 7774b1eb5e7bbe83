import path from 'node:path';
import { ROOT } from '../lib/postgres.mjs';
import { workloads } from '../lib/workloads.mjs';

/** Settings under a name: `dateline:cached`. Any others are given as they are: `dateline:NAME=value+NAME=value`. */
const VARIANTS = {
  '': {},
  cached: { DATELINE_RESPONSE_CACHE: 'memory' },
};

function settingsOf(variant) {
  if (VARIANTS[variant]) return VARIANTS[variant];
  const settings = variant.split('+').map((setting) => setting.split('='));
  if (settings.some(({ length }) => length !== 2)) throw new Error(`no variant ${variant}`);
  return Object.fromEntries(settings);
}

/** The cursor of an article, as clients get it: from a page that begins with it. */
async function cursorOf({ at, id }, ask) {
  const justAfter = new Date(Date.parse(at) + 1).toISOString();
  const { articles } = await ask({
    query: `query Cursor($before: DateTime!) {
      articles(first: 1, where: { publishedBefore: $before }) { edges { cursor node { id } } } }`,
    variables: { before: justAfter },
  });
  const [{ cursor, node }] = articles.edges;
  if (!Buffer.from(node.id, 'base64url').toString().endsWith(id))
    throw new Error('not that article');
  return cursor;
}

/** The server in this checkout, or in another: `dateline@/path/to/it`. */
export default ({ variant, checkout }) => ({
  title: 'this server',
  command: ['node', path.join(checkout ?? ROOT, 'dist/src/main.js'), 'serve'],
  env: {
    DATELINE_LOG_LEVEL: 'error',
    DATELINE_RESPONSE_CACHE: 'off',
    DATELINE_RATE_LIMIT: 'off',
    ...settingsOf(variant),
  },
  async requestFor(workload, variables, ask) {
    const { query } = workloads[workload];
    if (workload !== 'W4') return { path: '/graphql', body: { query, variables } };
    return {
      path: '/graphql',
      body: { query, variables: { after: await cursorOf(variables, ask) } },
    };
  },
  answers: Object.keys(workloads),
});
