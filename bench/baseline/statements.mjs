// One statement for each workload, as a good hand at SQL writes it for this schema and these questions:
// rows are found by the index that has them in order, only columns that are sent are read, and
// PostgreSQL makes the finished JSON. What readers may see holds as in src/articles/readable.ts and
// src/claims/attested.ts.

// The bounds of the contract, as the schema tells clients: a list is counted up to …
const LISTED = 10_000;
/** … what a search finds up to … */
const FOUND = 50_000;
/** … of which so many are ranked, the newest … */
const RANKED = 1000;
/** … and mentions together with another entity in so many of the newest articles. */
const CO_MENTIONS = 1000;

const visible = (alias) => `${alias}.visible_from <= now()`;

/** `{ "nodes": [ … ] }` of the rows that a SELECT gives: json_agg writes whole rows faster than it builds objects. */
const nodes = (select) =>
  `json_build_object('nodes', (SELECT coalesce(json_agg(item), '[]') FROM (${select}) AS item))`;

/** How many rows `from` gives; beyond the bound, as many as the bound. Nobody reads further. */
const countUpTo = (bound, from) =>
  `(SELECT count(*) FROM (SELECT FROM ${from} LIMIT ${bound}) AS counted)`;

const answer = (name, json, from) =>
  `SELECT json_build_object('${name}', ${json})::text AS json ${from ?? ''}`;

const PUBLISHED_AT = `to_char(a.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "publishedAt"`;
const CARD = `a.slug, a.headline, a.standfirst, ${PUBLISHED_AT},
  (SELECT json_build_object('name', s.name) FROM section s WHERE s.id = a.section_id) AS section`;
const NEWEST = 'ORDER BY a.visible_from DESC, a.id DESC LIMIT 20';

const entitiesOfArticle = (columns) =>
  nodes(`SELECT ${columns} FROM article_entity link JOIN entity e ON e.id = link.entity_id
    WHERE link.article_id = a.id ORDER BY link.salience DESC, link.entity_id DESC LIMIT 20`);

const DATE = `json_build_object('edtf', v.date_edtf) AS date`;
const participants = (entity) => `(
  SELECT coalesce(json_agg(json_build_object('entity', json_build_object(${entity})) ORDER BY p.position), '[]')
  FROM participant p JOIN entity e ON e.id = p.entity_id WHERE p.event_id = v.id) AS participants`;

/** Readers see an event while an article that they see supports it. */
const attested = (eventId) => `EXISTS (
  SELECT FROM citation support JOIN article cited ON cited.id = support.article_id
  WHERE support.claim_id = ${eventId} AND support.stance = 'SUPPORTS' AND ${visible('cited')})`;

const eventsOfArticle = nodes(`
  SELECT v.title, ${DATE}, ${participants(`'name', e.name`)} FROM event v
  WHERE v.id IN (SELECT c.claim_id FROM citation c WHERE c.article_id = a.id) AND ${attested('v.id')}
  ORDER BY v.date_from, v.id LIMIT 20`);

const articlesOfEvent = nodes(`
  SELECT a.headline FROM article a
  WHERE a.id IN (SELECT c.article_id FROM citation c WHERE c.claim_id = v.id) AND ${visible('a')}
  ${NEWEST}`);

const timeline = nodes(`
  SELECT v.title, ${DATE}, ${participants(`'name', e.name, 'kind', e.kind`)}, ${articlesOfEvent} AS articles
  FROM event_entity link JOIN event v ON v.id = link.event_id
  WHERE link.entity_id = me.id AND ${attested('link.event_id')}
  ORDER BY link.date_from DESC, link.event_id DESC LIMIT 50`);

/** The links of an entity to articles, newest first. */
const linksOfEntity = (columns, limit) => `
  SELECT ${columns} FROM article_entity link WHERE link.entity_id = me.id AND ${visible('link')}
  ORDER BY link.visible_from DESC, link.article_id DESC LIMIT ${limit}`;

const articlesOfEntity = `json_build_object(
  'totalCount', ${countUpTo(LISTED, `article_entity link WHERE link.entity_id = me.id AND ${visible('link')}`)},
  'nodes', (SELECT coalesce(json_agg(item), '[]') FROM (
    SELECT a.slug, a.headline, ${PUBLISHED_AT}
    FROM (${linksOfEntity('link.article_id', 10)}) AS newest JOIN article a ON a.id = newest.article_id
    ORDER BY a.visible_from DESC, a.id DESC) AS item))`;

const timelineCount = `json_build_object('totalCount',
  ${countUpTo(LISTED, `event_entity link WHERE link.entity_id = me.id AND ${attested('link.event_id')}`)})`;

const coMentioned = `(
  SELECT coalesce(json_agg(item), '[]') FROM (
    SELECT co.articles AS "articleCount",
      json_build_object('name', e.name, 'kind', e.kind, 'slug', e.slug) AS entity
    FROM (
      SELECT other.entity_id, count(*) AS articles
      FROM (${linksOfEntity('link.article_id', CO_MENTIONS)}) AS mine
      JOIN article_entity other ON other.article_id = mine.article_id WHERE other.entity_id <> me.id
      GROUP BY other.entity_id ORDER BY count(*) DESC, other.entity_id LIMIT 10) AS co
    JOIN entity e ON e.id = co.entity_id ORDER BY co.articles DESC, e.id) AS item)`;

// What is found is counted with nothing of it read but when it came out; only the newest are ranked, and
// only of the twenty best is the rest read.
const search = `
  WITH found AS MATERIALIZED (
    SELECT a.id, a.visible_from FROM article a
    WHERE a.search @@ websearch_to_tsquery('dateline', $1) AND ${visible('a')} LIMIT ${FOUND}
  ), best AS (
    SELECT a.id, ts_rank(a.search, websearch_to_tsquery('dateline', $1), 33) AS score
    FROM (SELECT id FROM found ORDER BY visible_from DESC, id DESC LIMIT ${RANKED}) AS newest
    JOIN article a ON a.id = newest.id ORDER BY score DESC, a.id DESC LIMIT 20)
  ${answer(
    'search',
    `json_build_object('totalCount', (SELECT count(*) FROM found), 'nodes', (
      SELECT coalesce(json_agg(item), '[]') FROM (
        SELECT ${CARD} FROM best JOIN article a ON a.id = best.id
        ORDER BY best.score DESC, best.id DESC) AS item))`,
  )}`;

/** For each workload its statement, and which variables it takes. */
export const statements = {
  W1: {
    takes: [],
    text: answer(
      'articles',
      nodes(`SELECT ${CARD}, ${entitiesOfArticle('e.name, e.kind')} AS entities
        FROM article a WHERE ${visible('a')} ${NEWEST}`),
    ),
  },
  W2: {
    takes: ['slug'],
    text: answer(
      'article',
      'row_to_json(item)',
      `FROM (SELECT ${CARD}, a.body, ${eventsOfArticle} AS events,
          ${entitiesOfArticle('e.name, e.kind, e.slug')} AS entities
        FROM article a WHERE a.slug = $1 AND ${visible('a')}) AS item`,
    ),
  },
  W3: {
    takes: ['slug'],
    text: answer(
      'entity',
      `json_build_object('name', me.name, 'timeline', ${timeline})`,
      'FROM entity me WHERE me.slug = $1',
    ),
  },
  W4: {
    takes: ['at', 'id'],
    // The pair alone would have the index walked from today on: it is the single bound that says where to begin.
    text: answer(
      'articles',
      nodes(`SELECT ${CARD} FROM article a WHERE ${visible('a')} AND a.visible_from <= $1::timestamptz
        AND (a.visible_from, a.id) < ($1::timestamptz, $2::uuid) ${NEWEST}`),
    ),
  },
  W5: { takes: ['query'], text: search },
  W6: {
    takes: ['entity', 'section', 'from', 'before'],
    text: answer(
      'articles',
      nodes(`SELECT ${CARD} FROM article_entity link JOIN article a ON a.id = link.article_id
        WHERE link.entity_id = (SELECT id FROM entity WHERE slug = $1)
          AND a.section_id = (SELECT id FROM section WHERE slug = $2)
          AND link.visible_from >= $3::timestamptz AND link.visible_from < $4::timestamptz
          AND ${visible('link')}
        ORDER BY link.visible_from DESC, link.article_id DESC LIMIT 20`),
    ),
  },
  W7: {
    takes: ['slug'],
    text: answer(
      'entity',
      `json_build_object('name', me.name, 'kind', me.kind, 'slug', me.slug, 'description', me.description,
        'articles', ${articlesOfEntity}, 'timeline', ${timelineCount}, 'coMentioned', ${coMentioned})`,
      'FROM entity me WHERE me.slug = $1',
    ),
  },
};
