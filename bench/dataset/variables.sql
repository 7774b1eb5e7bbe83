-- What requests ask for, drawn once for each database: bench.variables holds, for each workload, sets of
-- variables in the order in which they are sent. A draw is by hash, so the same data give the same sets.
CREATE TABLE bench.variables (
  workload text NOT NULL, n int NOT NULL, variables jsonb NOT NULL, PRIMARY KEY (workload, n));

CREATE TEMP TABLE used AS
SELECT e.id, e.slug,
       (SELECT count(*) FROM article_entity l WHERE l.entity_id = e.id AND l.visible_from <= now()) AS articles,
       (SELECT count(*) FROM event_entity l WHERE l.entity_id = e.id) AS events
FROM entity e;
-- The entities that are named most are always among those asked for: there a server has most to do.
ALTER TABLE used ADD COLUMN hot boolean;
UPDATE used SET hot = id IN (SELECT id FROM used ORDER BY articles DESC, id LIMIT 20);
ANALYZE used;

INSERT INTO bench.variables VALUES ('W1', 1, '{}');

INSERT INTO bench.variables
SELECT 'W2', row_number() OVER (ORDER BY md5(slug || 'W2')), jsonb_build_object('slug', slug)
FROM (SELECT slug FROM article WHERE visible_from <= now() ORDER BY md5(slug || 'w2') LIMIT 300) AS drawn;

INSERT INTO bench.variables
SELECT 'W3', row_number() OVER (ORDER BY md5(slug || 'W3')), jsonb_build_object('slug', slug)
FROM (SELECT slug FROM used WHERE events >= 50 ORDER BY hot DESC, md5(slug || 'w3') LIMIT 200) AS drawn;

-- The article behind which the page begins; what a cursor of it looks like is the server's own affair.
INSERT INTO bench.variables
SELECT 'W4', row_number() OVER (ORDER BY md5(id::text || 'W4')), jsonb_build_object('id', id, 'at',
  to_char(visible_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
FROM (
  SELECT id, visible_from FROM (
    SELECT id, visible_from, row_number() OVER (ORDER BY visible_from DESC, id DESC) AS place,
           count(*) OVER () AS total
    FROM article WHERE visible_from <= now()
  ) AS listed
  WHERE place BETWEEN listed.total * 0.45 AND listed.total * 0.55 ORDER BY md5(id::text || 'w4') LIMIT 200
) AS drawn;

-- Two words that stand together in 0.3 to 3 % of the articles.
INSERT INTO bench.variables
SELECT 'W5', row_number() OVER (ORDER BY n), jsonb_build_object('query', query)
FROM (
  SELECT n, query FROM bench.search_candidate, LATERAL (
    SELECT count(*) AS found FROM article WHERE search @@ websearch_to_tsquery('dateline', query)
  ) AS hits
  WHERE found BETWEEN (SELECT count(*) FROM article) * 0.003 AND (SELECT count(*) FROM article) * 0.03
  ORDER BY n LIMIT 250
) AS drawn;

INSERT INTO bench.variables
SELECT 'W6', row_number() OVER (ORDER BY md5(entity || section || 'W6')), jsonb_build_object(
  'entity', entity, 'section', section, 'from', '2022-01-01T00:00:00.000Z', 'before', '2024-07-01T00:00:00.000Z')
FROM (
  SELECT u.slug AS entity, s.slug AS section
  FROM (SELECT * FROM used WHERE articles >= 100 ORDER BY hot DESC, md5(slug || 'w6') LIMIT 150) AS u
  CROSS JOIN section s
  ORDER BY md5(u.slug || s.slug || 'w6') LIMIT 300
) AS drawn;

-- With 20,000 articles, nobody of whom more than a thousand articles tell: up to there all servers count alike.
INSERT INTO bench.variables
SELECT 'W7', row_number() OVER (ORDER BY md5(slug || 'W7')), jsonb_build_object('slug', slug)
FROM (
  SELECT slug FROM used
  WHERE articles >= 30 AND ((SELECT count(*) FROM article) > 20000 OR articles <= 1000)
  ORDER BY hot DESC, md5(slug || 'w7') LIMIT 200
) AS drawn;
