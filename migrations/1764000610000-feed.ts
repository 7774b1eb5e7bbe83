import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The feed of changes, and what triggers note for it. Tables are generated from the models, then read; the
 * triggers are written by hand, with every name qualified. What is there already begins the feed.
 */
export class Feed1764000610000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...FILL, ...FUNCTIONS]) await runner.query(statement);
    for (const [table, noted] of Object.entries(NOTED)) {
      for (const [event, transitions] of Object.entries(TRANSITIONS)) {
        await runner.query(
          `CREATE TRIGGER note_${event} AFTER ${event} ON public.${table} ${transitions}
           FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_note_${noted}()`,
        );
      }
    }
    for (const table of TOLD) {
      await runner.query(
        `CREATE TRIGGER notify_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON public.${table}
         FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_notify_change()`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(NOTED)) {
      for (const event of Object.keys(TRANSITIONS)) {
        await runner.query(`DROP TRIGGER note_${event} ON ${table}`);
      }
    }
    for (const statement of DOWN) await runner.query(statement);
  }
}

/** Tables whose changes are noted, each with the function that does it. */
const NOTED = {
  ...{ article: 'articles', entity: 'entities', event: 'events' },
  ...{ block: 'parts_of_articles', mention: 'parts_of_articles' },
  ...{ article_entity: 'parts_of_articles', article_correction: 'parts_of_articles' },
  ...{ alias: 'aliases', participant: 'participants', citation: 'citations' },
};

const TRANSITIONS = {
  insert: 'REFERENCING NEW TABLE AS added',
  update: 'REFERENCING OLD TABLE AS removed NEW TABLE AS added',
  delete: 'REFERENCING OLD TABLE AS removed',
};

/** Tables that a response can show. */
const TOLD = ['change'];

const TABLES = [
  `CREATE TYPE "public"."change_audience" AS ENUM('READER', 'EDITOR')`,
  `CREATE TYPE "public"."change_type" AS ENUM('ARTICLE', 'ENTITY', 'EVENT')`,
  `CREATE TYPE "public"."change_action" AS ENUM('CREATED', 'UPDATED', 'WITHHELD', 'DELETED', 'MERGED')`,
  `CREATE TABLE "change" ("audience" "public"."change_audience" NOT NULL, "position" bigint NOT NULL, "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "type" "public"."change_type" NOT NULL, "subject_id" uuid NOT NULL, "slug" text, "action" "public"."change_action" NOT NULL, CONSTRAINT "PK_347545821f45ccb14bf50d62102" PRIMARY KEY ("audience", "position"))`,
  `CREATE INDEX "change_of_subject" ON "change" ("subject_id", "audience", "position")`,
  `CREATE INDEX "change_of_type" ON "change" ("audience", "type", "position")`,
  `CREATE TABLE "pending_change" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "xid" bigint NOT NULL, "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "type" "public"."change_type" NOT NULL, "subject_id" uuid NOT NULL, "slug" text, "present" boolean NOT NULL, "visible_from" TIMESTAMP(3) WITH TIME ZONE, "moved_from" TIMESTAMP(3) WITH TIME ZONE, "edited" boolean NOT NULL, CONSTRAINT "pending_change_once" UNIQUE ("subject_id", "type", "xid"), CONSTRAINT "PK_579f98e9ed2bdfa17bc66362a3b" PRIMARY KEY ("id"))`,
  `CREATE TABLE "feed_clock" ("id" smallint NOT NULL, "announced_until" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_bfaec314e63db078f72298cd8cc" PRIMARY KEY ("id"))`,
];

/** Who saw what when the feed began: readers by their rule of that day. */
const filled = (audience: string, articles: string, events: string, since: string): string => `
  INSERT INTO change (audience, position, at, type, subject_id, slug, action)
  SELECT '${audience}', row_number() OVER (ORDER BY rank, at, id), at, type::change_type, id, slug, 'CREATED'
  FROM (
    SELECT 1 AS rank, now() AS at, 'ENTITY' AS type, id, slug FROM entity
    UNION ALL SELECT 2, ${since}, 'ARTICLE', id, slug FROM article WHERE ${articles}
    UNION ALL SELECT 3, now(), 'EVENT', id, NULL FROM event WHERE EXISTS (
      SELECT 1 FROM citation c JOIN article ON article.id = c.article_id
      WHERE c.claim_id = event.id AND c.stance = 'SUPPORTS' AND ${events})
  ) AS there`;

const FILL = [
  'INSERT INTO feed_clock (id, announced_until) VALUES (1, now())',
  filled('EDITOR', 'TRUE', 'TRUE', 'updated_at'),
  filled('READER', 'visible_from <= now()', 'visible_from <= now() AND c.shown', 'visible_from'),
];

/** The rows that an update made into others, as they were and as they are. */
const CHANGED = `((SELECT * FROM added EXCEPT SELECT * FROM removed)
  UNION ALL (SELECT * FROM removed EXCEPT SELECT * FROM added))`;

/** A trigger's function that does one thing with the rows of a statement. */
const forRows = (name: string, doWith: (rows: string) => string): string => `
  CREATE FUNCTION public.dateline_note_${name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN ${doWith('added')};
      ELSIF TG_OP = 'DELETE' THEN ${doWith('removed')};
      ELSE ${doWith(CHANGED)};
      END IF;
      RETURN NULL;
    END $$`;

/** The rows that an update made into others, each with what it was. */
const BOTH = `added AS now_is JOIN removed AS was ON was.id = now_is.id
  WHERE now_is IS DISTINCT FROM was`;

const FUNCTIONS = [
  // What became of subjects: one row for each and a transaction, which says how the transaction left it.
  `CREATE FUNCTION public.dateline_note(what public.change_type, there boolean,
     ids uuid[], slugs text[], seen timestamptz[], moved timestamptz[])
   RETURNS void LANGUAGE sql AS $$
     INSERT INTO public.pending_change AS noted
       (xid, at, type, subject_id, slug, present, visible_from, moved_from, edited)
     SELECT pg_current_xact_id()::text::bigint, now(), what, id, slug, there, since, moved_from, TRUE
     FROM unnest(ids, slugs, seen, moved) AS subject (id, slug, since, moved_from)
     ON CONFLICT (subject_id, type, xid) DO UPDATE SET
       slug = EXCLUDED.slug, present = EXCLUDED.present, visible_from = EXCLUDED.visible_from,
       moved_from = least(noted.moved_from, EXCLUDED.moved_from)
   $$`,
  `CREATE FUNCTION public.dateline_note_articles() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF TG_OP = 'INSERT' THEN
         PERFORM public.dateline_note('ARTICLE', TRUE,
           array_agg(id), array_agg(slug), array_agg(visible_from), NULL) FROM added;
       ELSIF TG_OP = 'DELETE' THEN
         PERFORM public.dateline_note('ARTICLE', FALSE,
           array_agg(id), array_agg(slug), NULL, NULL) FROM removed;
       ELSE
         PERFORM public.dateline_note('ARTICLE', TRUE,
           array_agg(now_is.id), array_agg(now_is.slug), array_agg(now_is.visible_from),
           array_agg(CASE WHEN now_is.visible_from IS DISTINCT FROM was.visible_from
             THEN least(now_is.visible_from, was.visible_from) END)) FROM ${BOTH};
       END IF;
       RETURN NULL;
     END $$`,
  // The article is locked, so that it does not come before readers, or leave them, unseen meanwhile.
  forRows(
    'parts_of_articles',
    (rows) => `
      PERFORM public.dateline_note('ARTICLE', TRUE,
        array_agg(id), array_agg(slug), array_agg(visible_from), NULL)
      FROM (
        SELECT id, slug, visible_from FROM public.article a
        WHERE id IN (SELECT article_id FROM ${rows} AS part) AND NOT EXISTS (
          SELECT FROM public.pending_change noted
          WHERE noted.subject_id = a.id AND noted.type = 'ARTICLE'
            AND noted.xid = pg_current_xact_id()::text::bigint)
        ORDER BY id FOR SHARE
      ) AS whole`,
  ),
  `CREATE FUNCTION public.dateline_note_entities() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF TG_OP = 'INSERT' THEN
         PERFORM public.dateline_note('ENTITY', TRUE,
           array_agg(id), array_agg(slug), array_agg(timestamptz '-infinity'), NULL) FROM added;
       ELSIF TG_OP = 'DELETE' THEN
         PERFORM public.dateline_note('ENTITY', FALSE,
           array_agg(id), array_agg(slug), array_agg(timestamptz '-infinity'), NULL) FROM removed;
       ELSE
         PERFORM public.dateline_note('ENTITY', TRUE, array_agg(now_is.id), array_agg(now_is.slug),
           array_agg(timestamptz '-infinity'), NULL) FROM ${BOTH};
       END IF;
       RETURN NULL;
     END $$`,
  forRows(
    'aliases',
    (rows) => `
      PERFORM public.dateline_note('ENTITY', TRUE,
        array_agg(id), array_agg(slug), array_agg(timestamptz '-infinity'), NULL)
      FROM public.entity WHERE id IN (SELECT entity_id FROM ${rows} AS name)`,
  ),
  // What happened to events that are there, and from when on readers may know.
  `CREATE FUNCTION public.dateline_note_there(ids uuid[], seen timestamptz[])
   RETURNS void LANGUAGE sql AS $$
     INSERT INTO public.pending_change AS noted
       (xid, at, type, subject_id, present, visible_from, edited)
     SELECT pg_current_xact_id()::text::bigint, now(), 'EVENT', v.id, TRUE, min(since), TRUE
     FROM unnest(ids, seen) AS changed (id, since) JOIN public.event v ON v.id = changed.id
     GROUP BY v.id
     ON CONFLICT (subject_id, type, xid) DO UPDATE SET
       visible_from = least(noted.visible_from, EXCLUDED.visible_from)
   $$`,
  `CREATE FUNCTION public.dateline_note_events() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF TG_OP = 'INSERT' THEN
         PERFORM public.dateline_note('EVENT', TRUE,
           array_agg(id), NULL, array_agg(timestamptz '-infinity'), NULL) FROM added;
       ELSIF TG_OP = 'DELETE' THEN
         PERFORM public.dateline_note('EVENT', FALSE,
           array_agg(id), NULL, array_agg(timestamptz '-infinity'), NULL) FROM removed;
       ELSE
         PERFORM public.dateline_note('EVENT', TRUE,
           array_agg(now_is.id), NULL, array_agg(timestamptz '-infinity'), NULL) FROM ${BOTH};
       END IF;
       RETURN NULL;
     END $$`,
  forRows(
    'participants',
    (rows) => `
      PERFORM public.dateline_note_there(array_agg(event_id), array_agg(timestamptz '-infinity'))
      FROM ${rows} AS part`,
  ),
  // A citation concerns readers only where they may see it.
  forRows(
    'citations',
    (rows) => `
      PERFORM public.dateline_note_there(
        array_agg(cited.claim_id), array_agg(CASE WHEN cited.shown THEN a.visible_from END))
      FROM ${rows} AS cited JOIN public.article a ON a.id = cited.article_id`,
  ),
];

const DOWN = [
  ...[
    'citations',
    'participants',
    'events',
    'aliases',
    'entities',
    'parts_of_articles',
    'articles',
  ].map((name) => `DROP FUNCTION dateline_note_${name}()`),
  'DROP FUNCTION dateline_note_there(uuid[], timestamptz[])',
  'DROP FUNCTION dateline_note(change_type, boolean, uuid[], text[], timestamptz[], timestamptz[])',
  ...['feed_clock', 'pending_change', 'change'].map((table) => `DROP TABLE ${table}`),
  ...['change_audience', 'change_type', 'change_action'].map((type) => `DROP TYPE ${type}`),
];
