-- What the server keeps true and a dataset must: how many rows break each rule. All texts here are ASCII, so
-- PostgreSQL counts their characters as JavaScript does.
SELECT (SELECT count(*) FROM article a WHERE body <> (
          SELECT string_agg(text, E'\n\n' ORDER BY index) FROM block WHERE article_id = a.id)) AS bodies,
       (SELECT count(*) FROM mention m JOIN block b ON b.id = m.block_id
        WHERE substr(b.text, m.start + 1, m."end" - m.start) <> m.text OR b.article_id <> m.article_id) AS mentions,
       (SELECT count(*) FROM article_entity l WHERE mention_count <> (
          SELECT count(*) FROM mention m WHERE (m.article_id, m.entity_id) = (l.article_id, l.entity_id))) AS links,
       (SELECT count(*) FROM article_entity l JOIN article a ON a.id = l.article_id
        WHERE l.visible_from IS DISTINCT FROM a.visible_from) AS visibility,
       (SELECT count(*) FROM citation c JOIN block b ON b.id = c.block_id
        JOIN article a ON a.id = c.article_id
        WHERE substr(b.text, c.start + 1, c."end" - c.start) <> c.quote OR c.quote = ''
           OR b.article_id <> c.article_id OR c.revision <> a.revision) AS citations,
       (SELECT count(*) FROM event v WHERE NOT EXISTS (
          SELECT FROM citation c WHERE c.claim_id = v.id AND c.stance = 'SUPPORTS')) AS events,
       (SELECT count(*) FROM (
          (SELECT event_id, entity_id FROM participant UNION SELECT id, place_id FROM event WHERE place_id IS NOT NULL)
          EXCEPT SELECT l.event_id, l.entity_id FROM event_entity l JOIN event v ON (v.id, v.date_from) = (l.event_id, l.date_from)
        ) AS missing) AS involved,
       (SELECT count(*) FROM entity_tally t WHERE mentions <> (
          SELECT coalesce(sum(mention_count), 0) FROM article_entity l
          WHERE l.entity_id = t.entity_id AND l.visible_from <= now())) AS tallies,
       (SELECT count(*) FROM pg_constraint WHERE NOT convalidated) AS constraints;
