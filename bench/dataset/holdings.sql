SELECT (SELECT count(*) FROM article)::int AS articles,
       (SELECT count(*) FROM article WHERE visible_from <= now())::int AS "visible articles",
       (SELECT round(avg(length(body))) FROM article TABLESAMPLE SYSTEM (1) REPEATABLE (1))::int AS "average body",
       (SELECT count(*) FROM entity)::int AS entities,
       (SELECT count(*) FROM article_entity)::int AS "article_entity",
       (SELECT count(*) FROM event)::int AS events,
       (SELECT count(*) FROM participant)::int AS participants,
       (SELECT count(*) FROM citation)::int AS citations,
       (SELECT jsonb_object_agg(workload, sets) FROM (
         SELECT workload, count(*) AS sets FROM bench.variables GROUP BY workload) AS drawn) AS "variable sets",
       pg_size_pretty(pg_database_size(current_database())) AS size;
