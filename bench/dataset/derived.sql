-- What triggers keep and a load without triggers has left out (migrations/…-read-paths.ts).
INSERT INTO entity_tally (entity_id, mentions, latest)
SELECT entity.id, coalesce(heard.mentions, 0), coalesce(heard.latest, '-infinity')
FROM entity LEFT JOIN (
  SELECT entity_id, sum(mention_count)::int AS mentions, max(visible_from) AS latest
  FROM article_entity WHERE visible_from <= now() GROUP BY entity_id
) AS heard ON heard.entity_id = entity.id
ON CONFLICT (entity_id) DO UPDATE SET mentions = EXCLUDED.mentions, latest = EXCLUDED.latest;

INSERT INTO tally_change (entity_id, mentions, due)
SELECT entity_id, sum(mention_count), visible_from
FROM article_entity WHERE visible_from > now() GROUP BY entity_id, visible_from;
