// What clients ask for, in the words of our own schema. Every contestant's answer is brought into the
// shape of ours before it is compared.

const CARD = 'slug headline standfirst publishedAt section { name }';

export const workloads = {
  W1: {
    title: 'front page: the 20 newest articles, each with its section and entities',
    query: `query FrontPage { articles(first: 20) { nodes { ${CARD} entities { nodes { name kind } } } } }`,
  },
  W2: {
    title: 'article page by slug, with entities, events and who takes part in them',
    query: `query ArticlePage($slug: String!) { article(slug: $slug) {
      slug headline standfirst body publishedAt section { name } entities { nodes { name kind slug } }
      events { nodes { title date { edtf } participants { entity { name } } } } } }`,
  },
  W3: {
    title: 'an entity’s timeline: its 50 newest events, who takes part, and which articles say so',
    query: `query Timeline($slug: String!) { entity(slug: $slug) { name
      timeline(orderBy: NEWEST_FIRST, first: 50) { nodes { title date { edtf }
        participants { entity { name kind } } articles { nodes { headline } } } } } }`,
  },
  W4: {
    title: 'deep page: 20 articles behind a cursor about half-way into the list',
    query: `query DeepPage($after: String!) { articles(first: 20, after: $after) { nodes { ${CARD} } } }`,
  },
  W5: {
    title: 'full-text search: the 20 best articles for two words, and how many there are',
    query: `query Search($query: String!) { search(query: $query, first: 20) { totalCount nodes { ${CARD} } } }`,
  },
  W6: {
    title: 'filtered list: articles that mention an entity, of a section and a span of time',
    query: `query Filtered($entity: String!, $section: String!, $from: DateTime!, $before: DateTime!) {
      articles(first: 20, where: { entities: [$entity], sections: [$section], publishedFrom: $from,
        publishedBefore: $before }) { nodes { ${CARD} } } }`,
  },
  W7: {
    title: 'entity page: how much there is, its newest articles, and who is mentioned with it',
    query: `query EntityPage($slug: String!) { entity(slug: $slug) { name kind slug description
      articles(first: 10) { totalCount nodes { slug headline publishedAt } } timeline { totalCount }
      coMentioned(first: 10) { articleCount entity { name kind slug } } } }`,
  },
};

/** The same request over and over: what a response cache makes of it. Not among the default ones. */
workloads.W1c = { ...workloads.W1, title: `${workloads.W1.title}; always the same request` };
