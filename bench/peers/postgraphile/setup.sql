-- What readers see, as PostGraphile is to show it: views that hold to the rule of visibility, and functions
-- for what tables and keys do not say. A function of one statement becomes part of the query that calls it.
DROP SCHEMA IF EXISTS bench_postgraphile CASCADE;
CREATE SCHEMA bench_postgraphile;
SET search_path TO bench_postgraphile, public;

CREATE VIEW section AS SELECT id, name FROM public.section;
COMMENT ON VIEW section IS E'@primaryKey id';

CREATE VIEW entity AS SELECT id, slug, kind, name, description FROM public.entity;
COMMENT ON VIEW entity IS E'@primaryKey id\n@unique slug';

CREATE VIEW article AS
SELECT id, slug, headline, standfirst, body, published_at, visible_from, section_id
FROM public.article WHERE visible_from <= now();
COMMENT ON VIEW article IS
  E'@primaryKey id\n@unique slug\n@foreignKey (section_id) references bench_postgraphile.section (id)';

-- Reached from an article or an entity alone, so what hangs on an article is seen where it is.
CREATE VIEW link AS SELECT article_id, entity_id, salience FROM public.article_entity;
COMMENT ON VIEW link IS
  E'@primaryKey article_id,entity_id\n@foreignKey (article_id) references bench_postgraphile.article (id)\n'
  '@foreignKey (entity_id) references bench_postgraphile.entity (id)';

CREATE VIEW event AS
SELECT id, title, date_edtf, date_from FROM public.event v WHERE EXISTS (
  SELECT FROM public.citation support JOIN public.article cited ON cited.id = support.article_id
  WHERE support.claim_id = v.id AND support.stance = 'SUPPORTS' AND cited.visible_from <= now());
COMMENT ON VIEW event IS E'@primaryKey id';

CREATE VIEW participant AS SELECT event_id, entity_id, position FROM public.participant;
COMMENT ON VIEW participant IS
  E'@primaryKey event_id,position\n@foreignKey (event_id) references bench_postgraphile.event (id)\n'
  '@foreignKey (entity_id) references bench_postgraphile.entity (id)';

CREATE FUNCTION article_events(a article) RETURNS SETOF event LANGUAGE sql STABLE ROWS 3 AS $$
  SELECT v.* FROM bench_postgraphile.event v
  WHERE v.id IN (SELECT claim_id FROM public.citation WHERE article_id = a.id)
  ORDER BY v.date_from, v.id
$$;

CREATE FUNCTION event_articles(v event) RETURNS SETOF article LANGUAGE sql STABLE ROWS 2 AS $$
  SELECT a.* FROM bench_postgraphile.article a
  WHERE a.id IN (SELECT article_id FROM public.citation WHERE claim_id = v.id)
  ORDER BY a.visible_from DESC, a.id DESC
$$;

CREATE FUNCTION entity_timeline(e entity) RETURNS SETOF event LANGUAGE sql STABLE ROWS 50 AS $$
  SELECT v.* FROM public.event_entity l JOIN bench_postgraphile.event v ON v.id = l.event_id
  WHERE l.entity_id = e.id ORDER BY l.date_from DESC, l.event_id DESC
$$;

CREATE FUNCTION entity_articles(e entity) RETURNS SETOF article LANGUAGE sql STABLE ROWS 50 AS $$
  SELECT a.* FROM public.article_entity l JOIN bench_postgraphile.article a ON a.id = l.article_id
  WHERE l.entity_id = e.id AND l.visible_from <= now() ORDER BY l.visible_from DESC, l.article_id DESC
$$;

-- Counts end at the contract's bounds.
CREATE FUNCTION entity_article_count(e entity) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT count(*)::int FROM (
    SELECT FROM public.article_entity WHERE entity_id = e.id AND visible_from <= now() LIMIT 10000) AS counted
$$;

CREATE FUNCTION entity_event_count(e entity) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT count(*)::int FROM (
    SELECT FROM public.event_entity l JOIN bench_postgraphile.event v ON v.id = l.event_id
    WHERE l.entity_id = e.id LIMIT 10000) AS counted
$$;

CREATE TYPE co_mention AS (entity_id uuid, article_count int);
COMMENT ON TYPE co_mention IS E'@foreignKey (entity_id) references bench_postgraphile.entity (id)';

CREATE FUNCTION entity_co_mentioned(e entity) RETURNS SETOF co_mention LANGUAGE sql STABLE ROWS 10 AS $$
  SELECT other.entity_id, count(*)::int FROM (
    SELECT l.article_id FROM public.article_entity l WHERE l.entity_id = e.id AND l.visible_from <= now()
    ORDER BY l.visible_from DESC, l.article_id DESC LIMIT 1000) AS mine
  JOIN public.article_entity other ON other.article_id = mine.article_id WHERE other.entity_id <> e.id
  GROUP BY other.entity_id ORDER BY count(*) DESC, other.entity_id
$$;

CREATE FUNCTION search(query text) RETURNS SETOF article LANGUAGE sql STABLE ROWS 100 AS $$
  SELECT a.id, a.slug, a.headline, a.standfirst, a.body, a.published_at, a.visible_from, a.section_id
  FROM (
    SELECT id FROM public.article
    WHERE visible_from <= now() AND search @@ websearch_to_tsquery('dateline', query)
    ORDER BY visible_from DESC, id DESC LIMIT 1000) AS newest
  JOIN public.article a ON a.id = newest.id
  ORDER BY ts_rank(a.search, websearch_to_tsquery('dateline', query), 33) DESC, a.id DESC
$$;

CREATE FUNCTION search_count(query text) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT count(*)::int FROM (
    SELECT FROM public.article
    WHERE visible_from <= now() AND search @@ websearch_to_tsquery('dateline', query) LIMIT 50000) AS counted
$$;

CREATE FUNCTION filtered(entity text, section text, "from" timestamptz, before timestamptz)
RETURNS SETOF article LANGUAGE sql STABLE ROWS 20 AS $$
  SELECT a.* FROM public.article_entity l JOIN bench_postgraphile.article a ON a.id = l.article_id
  WHERE l.entity_id = (SELECT id FROM public.entity WHERE slug = filtered.entity)
    AND a.section_id = (SELECT id FROM public.section WHERE slug = filtered.section)
    AND l.visible_from >= "from" AND l.visible_from < before AND l.visible_from <= now()
  ORDER BY l.visible_from DESC, l.article_id DESC
$$;
