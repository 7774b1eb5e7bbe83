// Fastify and Mercurius as their documentation advises: queries compiled on their second coming, a loader
// for every relation, and statements by hand over the pool.
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { firstRow, perParent, rows } from './database.mjs';
import { schema } from './schema.mjs';

const CARD =
  'a.id, a.slug, a.headline, a.standfirst, a.section_id AS "sectionId", a.published_at AS "publishedAt"';
const ENTITY = 'e.id, e.slug, e.kind, e.name, e.description';
const EVENT = 'v.id, v.title, v.date_edtf AS edtf';

const attested = (eventId) => `EXISTS (
  SELECT FROM citation support JOIN article cited ON cited.id = support.article_id
  WHERE support.claim_id = ${eventId} AND support.stance = 'SUPPORTS' AND cited.visible_from <= now())`;

const Query = {
  articles: (_, { first }) =>
    rows(
      'articles',
      `SELECT ${CARD} FROM article a WHERE a.visible_from <= now()
       ORDER BY a.visible_from DESC, a.id DESC LIMIT $1`,
      [first],
    ),
  articlesAfter: (_, { at, id, first }) =>
    rows(
      'articlesAfter',
      `SELECT ${CARD} FROM article a
       WHERE a.visible_from <= now() AND a.visible_from <= $1::timestamptz
         AND (a.visible_from, a.id) < ($1::timestamptz, $2::uuid)
       ORDER BY a.visible_from DESC, a.id DESC LIMIT $3`,
      [at, id, first],
    ),
  filtered: (_, { entity, section, from, before, first }) =>
    rows(
      'filtered',
      `SELECT ${CARD} FROM article_entity link JOIN article a ON a.id = link.article_id
       WHERE link.entity_id = (SELECT id FROM entity WHERE slug = $1)
         AND a.section_id = (SELECT id FROM section WHERE slug = $2)
         AND link.visible_from >= $3 AND link.visible_from < $4 AND link.visible_from <= now()
       ORDER BY link.visible_from DESC, link.article_id DESC LIMIT $5`,
      [entity, section, from, before, first],
    ),
  article: (_, { slug }) =>
    firstRow(
      'article',
      `SELECT ${CARD}, a.body FROM article a WHERE a.slug = $1 AND a.visible_from <= now()`,
      [slug],
    ),
  entity: (_, { slug }) =>
    firstRow('entity', `SELECT ${ENTITY} FROM entity e WHERE e.slug = $1`, [slug]),
  async search(_, { query, first }) {
    const nodes = await rows(
      'search',
      `WITH found AS MATERIALIZED (
         SELECT a.id, a.visible_from FROM article a
         WHERE a.search @@ websearch_to_tsquery('dateline', $1) AND a.visible_from <= now() LIMIT 50000
       ), best AS (
         SELECT a.id, ts_rank(a.search, websearch_to_tsquery('dateline', $1), 33) AS score
         FROM (SELECT id FROM found ORDER BY visible_from DESC, id DESC LIMIT 1000) AS newest
         JOIN article a ON a.id = newest.id ORDER BY score DESC, a.id DESC LIMIT $2)
       SELECT ${CARD}, (SELECT count(*)::int FROM found) AS "totalCount"
       FROM best JOIN article a ON a.id = best.id ORDER BY best.score DESC, best.id DESC`,
      [query, first],
    );
    return { totalCount: nodes[0]?.totalCount ?? 0, nodes };
  },
};

const Entity = {
  async articleCount({ id }) {
    const { count } = await firstRow(
      'articleCount',
      `SELECT count(*)::int FROM (
         SELECT FROM article_entity WHERE entity_id = $1 AND visible_from <= now() LIMIT 10000) AS counted`,
      [id],
    );
    return count;
  },
  async eventCount({ id }) {
    const { count } = await firstRow(
      'eventCount',
      `SELECT count(*)::int FROM (
         SELECT FROM event_entity link WHERE entity_id = $1 AND ${attested('link.event_id')} LIMIT 10000) AS counted`,
      [id],
    );
    return count;
  },
  articles: ({ id }, { first }) =>
    rows(
      'articlesOfEntity',
      `SELECT ${CARD} FROM article_entity link JOIN article a ON a.id = link.article_id
       WHERE link.entity_id = $1 AND link.visible_from <= now()
       ORDER BY link.visible_from DESC, link.article_id DESC LIMIT $2`,
      [id, first],
    ),
  timeline: ({ id }, { first }) =>
    rows(
      'timeline',
      `SELECT ${EVENT} FROM event_entity link JOIN event v ON v.id = link.event_id
       WHERE link.entity_id = $1 AND ${attested('link.event_id')}
       ORDER BY link.date_from DESC, link.event_id DESC LIMIT $2`,
      [id, first],
    ),
  async coMentioned({ id }, { first }) {
    const found = await rows(
      'coMentioned',
      `SELECT co.articles, ${ENTITY} FROM (
         SELECT other.entity_id, count(*)::int AS articles FROM (
           SELECT article_id FROM article_entity WHERE entity_id = $1 AND visible_from <= now()
           ORDER BY visible_from DESC, article_id DESC LIMIT 1000) AS mine
         JOIN article_entity other ON other.article_id = mine.article_id WHERE other.entity_id <> $1
         GROUP BY other.entity_id ORDER BY count(*) DESC, other.entity_id LIMIT $2) AS co
       JOIN entity e ON e.id = co.entity_id ORDER BY co.articles DESC, e.id`,
      [id, first],
    );
    return found.map(({ articles, ...entity }) => ({ articleCount: articles, entity }));
  },
};

const loaders = {
  Article: {
    async section(queries) {
      const ids = [...new Set(queries.map(({ obj }) => obj.sectionId))];
      const found = await rows('section', 'SELECT id, name FROM section WHERE id = ANY($1)', [ids]);
      const byId = new Map(found.map((section) => [section.id, section]));
      return queries.map(({ obj }) => byId.get(obj.sectionId));
    },
    entities: perParent(
      'entitiesOfArticles',
      `SELECT link.article_id AS parent, ${ENTITY} FROM article_entity link JOIN entity e ON e.id = link.entity_id
       WHERE link.article_id = ANY($1) ORDER BY link.article_id, link.salience DESC, link.entity_id DESC`,
    ),
    events: perParent(
      'eventsOfArticles',
      `SELECT DISTINCT c.article_id AS parent, v.date_from, ${EVENT}
       FROM citation c JOIN event v ON v.id = c.claim_id
       WHERE c.article_id = ANY($1) AND ${attested('v.id')} ORDER BY c.article_id, v.date_from, v.id`,
    ),
  },
  Event: {
    participants: perParent(
      'participantsOfEvents',
      `SELECT p.event_id AS parent, ${ENTITY} FROM participant p JOIN entity e ON e.id = p.entity_id
       WHERE p.event_id = ANY($1) ORDER BY p.event_id, p.position`,
    ),
    articles: perParent(
      'articlesOfEvents',
      `SELECT parent, ${CARD} FROM (
         SELECT DISTINCT claim_id AS parent, article_id FROM citation WHERE claim_id = ANY($1)) AS cited
       JOIN article a ON a.id = cited.article_id WHERE a.visible_from <= now()
       ORDER BY parent, a.visible_from DESC, a.id DESC`,
    ),
  },
};

const app = Fastify({ logger: false });
app.register(mercurius, { schema, resolvers: { Query, Entity }, loaders, jit: 1, graphiql: false });
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
