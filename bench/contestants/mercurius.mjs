import path from 'node:path';

const CARD = 'slug headline standfirst publishedAt section { name }';

const queries = {
  W1: `query FrontPage { articles(first: 20) { ${CARD} entities { name kind } } }`,
  W2: `query ArticlePage($slug: String!) { article(slug: $slug) { ${CARD} body entities { name kind slug }
    events { title edtf participants { name } } } }`,
  W3: `query Timeline($slug: String!) { entity(slug: $slug) { name
    timeline(first: 50) { title edtf participants { name kind } articles { headline } } } }`,
  W4: `query DeepPage($at: String!, $id: ID!) { articlesAfter(at: $at, id: $id, first: 20) { ${CARD} } }`,
  W5: `query Search($query: String!) { search(query: $query, first: 20) { totalCount nodes { ${CARD} } } }`,
  W6: `query Filtered($entity: String!, $section: String!, $from: String!, $before: String!) {
    filtered(entity: $entity, section: $section, from: $from, before: $before, first: 20) { ${CARD} } }`,
  W7: `query EntityPage($slug: String!) { entity(slug: $slug) { name kind slug description
    articleCount eventCount articles(first: 10) { slug headline publishedAt }
    coMentioned(first: 10) { articleCount entity { name kind slug } } } }`,
};
queries.W1c = queries.W1;

const ourEvent = ({ edtf, participants, articles, ...event }) => ({
  ...event,
  date: { edtf },
  participants: participants.map((entity) => ({ entity })),
  ...(articles && { articles: { nodes: articles } }),
});
const ourArticle = ({ entities, ...article }) => ({ ...article, entities: { nodes: entities } });

const inOurShape = {
  W1: ({ articles }) => ({ articles: { nodes: articles.map(ourArticle) } }),
  W2: ({ article: { events, ...article } }) => ({
    article: { ...ourArticle(article), events: { nodes: events.map(ourEvent) } },
  }),
  W3: ({ entity: { name, timeline } }) => ({
    entity: { name, timeline: { nodes: timeline.map(ourEvent) } },
  }),
  W4: ({ articlesAfter }) => ({ articles: { nodes: articlesAfter } }),
  W5: (data) => data,
  W6: ({ filtered }) => ({ articles: { nodes: filtered } }),
  W7: ({ entity: { articleCount, eventCount, articles, ...entity } }) => ({
    entity: {
      ...entity,
      articles: { totalCount: articleCount, nodes: articles },
      timeline: { totalCount: eventCount },
    },
  }),
};
inOurShape.W1c = inOurShape.W1;

export default () => ({
  title: 'Fastify 5 with Mercurius 16, compiled queries, loaders and prepared statements',
  command: ['node', path.join(import.meta.dirname, '../peers/mercurius/server.mjs')],
  requestFor: (workload, variables) => ({
    path: '/graphql',
    body: { query: queries[workload], variables },
  }),
  toOurs: (workload, data) => inOurShape[workload](data),
  answers: Object.keys(queries),
});
