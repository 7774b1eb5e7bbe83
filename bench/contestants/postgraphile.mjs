import { readFileSync } from 'node:fs';
import path from 'node:path';
import { withConnection } from '../lib/postgres.mjs';

const FOLDER = path.join(import.meta.dirname, '../peers/postgraphile');

const CARD = 'slug headline standfirst publishedAt section { name }';
const LINKS = (columns) =>
  `linksList(orderBy: [SALIENCE_DESC, ENTITY_ID_DESC], first: 20) { entity { ${columns} } }`;
const PARTICIPANTS = (columns) =>
  `participants: participantsList(orderBy: [POSITION_ASC]) { entity { ${columns} } }`;
const NEWEST = '[VISIBLE_FROM_DESC, ROW_ID_DESC]';

const queries = {
  W1: `query FrontPage { articlesList(first: 20, orderBy: ${NEWEST}) { ${CARD} ${LINKS('name kind')} } }`,
  W2: `query ArticlePage($slug: String!) { articleBySlug(slug: $slug) { ${CARD} body ${LINKS('name kind slug')}
    eventsList(first: 20) { title edtf: dateEdtf ${PARTICIPANTS('name')} } } }`,
  W3: `query Timeline($slug: String!) { entityBySlug(slug: $slug) { name timelineList(first: 50) {
    title edtf: dateEdtf ${PARTICIPANTS('name kind')} articlesList(first: 20) { headline } } } }`,
  W4: `query DeepPage($after: Cursor!) {
    articles(first: 20, after: $after, orderBy: ${NEWEST}) { nodes { ${CARD} } } }`,
  W5: `query Search($query: String!) {
    searchCount(query: $query) searchList(query: $query, first: 20) { ${CARD} } }`,
  W6: `query Filtered($entity: String!, $section: String!, $from: Datetime!, $before: Datetime!) {
    filteredList(entity: $entity, section: $section, from: $from, before: $before, first: 20) { ${CARD} } }`,
  W7: `query EntityPage($slug: String!) { entityBySlug(slug: $slug) { name kind slug description
    articleCount eventCount articlesList(first: 10) { slug headline publishedAt }
    coMentionedList(first: 10) { articleCount entity { name kind slug } } } }`,
};
queries.W1c = queries.W1;

const CURSOR = `query Cursor($id: UUID!) {
  articles(first: 1, condition: { rowId: $id }, orderBy: ${NEWEST}) { edges { cursor } } }`;

const withEntities = ({ linksList, ...article }) => ({
  ...article,
  entities: { nodes: linksList.map(({ entity }) => entity) },
});
const ourEvent = ({ edtf, articlesList, ...event }) => ({
  ...event,
  date: { edtf },
  ...(articlesList && { articles: { nodes: articlesList } }),
});

const inOurShape = {
  W1: ({ articlesList }) => ({ articles: { nodes: articlesList.map(withEntities) } }),
  W2: ({ articleBySlug: { eventsList, ...article } }) => ({
    article: { ...withEntities(article), events: { nodes: eventsList.map(ourEvent) } },
  }),
  W3: ({ entityBySlug: { name, timelineList } }) => ({
    entity: { name, timeline: { nodes: timelineList.map(ourEvent) } },
  }),
  W4: (data) => data,
  W5: ({ searchCount, searchList }) => ({
    search: { totalCount: searchCount, nodes: searchList },
  }),
  W6: ({ filteredList }) => ({ articles: { nodes: filteredList } }),
  W7: ({
    entityBySlug: { articleCount, eventCount, articlesList, coMentionedList, ...entity },
  }) => ({
    entity: {
      ...entity,
      articles: { totalCount: articleCount, nodes: articlesList },
      timeline: { totalCount: eventCount },
      coMentioned: coMentionedList,
    },
  }),
};
inOurShape.W1c = inOurShape.W1;

async function variablesFor(workload, variables, ask) {
  if (workload !== 'W4') return variables;
  const { articles } = await ask({ query: CURSOR, variables: { id: variables.id } });
  return { after: articles.edges[0].cursor };
}

export default () => ({
  title: 'PostGraphile 5 on node:http, with views and functions for visibility',
  command: ['node', path.join(FOLDER, 'server.mjs')],
  // It needs Node 22 or newer.
  node: '24',
  env: { GRAPHILE_ENV: 'production' },
  prepare: (databaseUrl) =>
    withConnection(databaseUrl, (client) =>
      client.query(readFileSync(path.join(FOLDER, 'setup.sql'), 'utf8')),
    ),
  requestFor: async (workload, variables, ask) => ({
    path: '/graphql',
    body: { query: queries[workload], variables: await variablesFor(workload, variables, ask) },
  }),
  toOurs: (workload, data) => inOurShape[workload](data),
  answers: Object.keys(queries),
});
