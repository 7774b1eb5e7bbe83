import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Columns and tables that lists are read from in order: each holds a copy of what orders it. Generated
 * from the models, then read; the triggers that keep the copies, and expression indexes, are written by
 * hand, with every name qualified.
 */
export class ReadPaths1764000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...KEPT_BY_TRIGGERS]) await runner.query(statement);
    await runner.query(
      `INSERT INTO typeorm_metadata (database, schema, "table", type, name, value)
       VALUES (current_database(), 'public', 'article', 'GENERATED_COLUMN', 'visible_from', $1)`,
      [VISIBLE_FROM],
    );
    for (const statement of FILL) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const VISIBLE_FROM = "CASE WHEN status = 'PUBLISHED' THEN published_at END";

const TABLES = [
  `DROP INDEX "public"."article_section_newest"`,
  `DROP INDEX "public"."article_language_newest"`,
  `DROP INDEX "public"."article_newest"`,
  `DROP INDEX "public"."article_entity_of_entity"`,
  `ALTER TABLE "article" ADD "visible_from" TIMESTAMP(3) WITH TIME ZONE GENERATED ALWAYS AS (${VISIBLE_FROM}) STORED`,
  `ALTER TABLE "article_entity" ADD "visible_from" TIMESTAMP(3) WITH TIME ZONE`,
  `CREATE INDEX "article_language_newest" ON "article" ("language", "visible_from", "id")`,
  `CREATE INDEX "article_section_newest" ON "article" ("section_id", "visible_from", "id")`,
  `CREATE INDEX "article_newest" ON "article" ("visible_from", "id")`,
  `CREATE INDEX "article_newest_of_all" ON "article" (coalesce(published_at, 'infinity'), "id")`,
  `CREATE INDEX "article_entity_newest" ON "article_entity" ("entity_id", "visible_from", "article_id")`,
  `CREATE INDEX "event_of_kind" ON "event" ("kind", "date_from", "id")`,
  `CREATE INDEX "event_in_status" ON "event" ("status", "date_from", "id")`,
  `CREATE TABLE "entity_tally" ("entity_id" uuid NOT NULL, "mentions" integer NOT NULL DEFAULT '0', "latest" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT '-infinity', CONSTRAINT "PK_943742ac3b55a393133a6c194c5" PRIMARY KEY ("entity_id"))`,
  `CREATE INDEX "entity_tally_latest" ON "entity_tally" ("latest", "entity_id")`,
  `CREATE INDEX "entity_tally_mentions" ON "entity_tally" ("mentions", "entity_id")`,
  `CREATE TABLE "tally_change" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "entity_id" uuid NOT NULL, "mentions" integer NOT NULL, "due" TIMESTAMP(3) WITH TIME ZONE NOT NULL, CONSTRAINT "PK_011942c22cb42cc2832ffe2efba" PRIMARY KEY ("id"))`,
  `CREATE INDEX "tally_change_due" ON "tally_change" ("due")`,
  `CREATE INDEX "tally_change_of_entity" ON "tally_change" ("entity_id", "due")`,
  `CREATE TABLE "event_entity" ("event_id" uuid NOT NULL, "entity_id" uuid NOT NULL, "date_from" date NOT NULL, CONSTRAINT "PK_f5f380928be5cd84b5cc4b595ff" PRIMARY KEY ("event_id", "entity_id"))`,
  `CREATE INDEX "event_entity_timeline" ON "event_entity" ("entity_id", "date_from", "event_id")`,
  `ALTER TABLE "entity_tally" ADD CONSTRAINT "FK_943742ac3b55a393133a6c194c5" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "event_entity" ADD CONSTRAINT "FK_4dd38bf7190177a63f2daedfdce" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "event_entity" ADD CONSTRAINT "FK_d78a0d9ed9dca1384816e80637d" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

/** article_entity.visible_from: the article is locked while a link copies from it, so that neither misses the other. */
const VISIBLE_FROM_OF_LINKS = [
  `CREATE FUNCTION public.dateline_link_visible_from() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      SELECT visible_from INTO NEW.visible_from FROM public.article WHERE id = NEW.article_id FOR SHARE;
      RETURN NEW;
    END $$`,
  `CREATE TRIGGER link_visible_from BEFORE INSERT OR UPDATE OF article_id, visible_from ON public.article_entity
    FOR EACH ROW EXECUTE FUNCTION public.dateline_link_visible_from()`,
  `CREATE FUNCTION public.dateline_links_of_article() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE public.article_entity SET visible_from = NEW.visible_from WHERE article_id = NEW.id;
      RETURN NULL;
    END $$`,
  `CREATE TRIGGER links_of_article AFTER UPDATE ON public.article
    FOR EACH ROW WHEN (OLD.visible_from IS DISTINCT FROM NEW.visible_from)
    EXECUTE FUNCTION public.dateline_links_of_article()`,
];

/** entity_tally: changes are only noted, so that writers never wait for one another; one at a time adds them up. */
const TALLIES = [
  `CREATE FUNCTION public.dateline_tally_of_entity() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO public.entity_tally (entity_id) SELECT id FROM added ON CONFLICT DO NOTHING;
      RETURN NULL;
    END $$`,
  `CREATE TRIGGER tally_of_entity AFTER INSERT ON public.entity REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_tally_of_entity()`,
  `CREATE FUNCTION public.dateline_note_links() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP <> 'INSERT' THEN
        INSERT INTO public.tally_change (entity_id, mentions, due)
        SELECT entity_id, -sum(mention_count), visible_from FROM removed
        WHERE visible_from IS NOT NULL GROUP BY entity_id, visible_from;
      END IF;
      IF TG_OP <> 'DELETE' THEN
        INSERT INTO public.tally_change (entity_id, mentions, due)
        SELECT entity_id, sum(mention_count), visible_from FROM added
        WHERE visible_from IS NOT NULL GROUP BY entity_id, visible_from;
      END IF;
      RETURN NULL;
    END $$`,
  `CREATE TRIGGER note_added_links AFTER INSERT ON public.article_entity
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_note_links()`,
  `CREATE TRIGGER note_changed_links AFTER UPDATE ON public.article_entity
    REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_note_links()`,
  `CREATE TRIGGER note_removed_links AFTER DELETE ON public.article_entity
    REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_note_links()`,
  // Whoever finds another at it leaves it to them. What no entity has any more is dropped.
  `CREATE FUNCTION public.dateline_fold_tallies() RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      IF NOT EXISTS (SELECT FROM public.tally_change WHERE due <= now()) THEN RETURN; END IF;
      IF NOT pg_try_advisory_xact_lock(hashtext('dateline_fold_tallies')) THEN RETURN; END IF;
      WITH due AS (
        DELETE FROM public.tally_change WHERE due <= now() RETURNING entity_id, mentions
      ), summed AS (
        SELECT entity_id, sum(mentions)::int AS mentions FROM due GROUP BY entity_id
      )
      UPDATE public.entity_tally tally
      SET mentions = tally.mentions + summed.mentions,
          latest = coalesce((SELECT max(link.visible_from) FROM public.article_entity link
            WHERE link.entity_id = tally.entity_id AND link.visible_from <= now()), '-infinity')
      FROM summed WHERE summed.entity_id = tally.entity_id;
    END $$`,
];

/** event_entity: what an event's participants and place are, with its date. */
const EVENTS_OF_ENTITIES = [
  `CREATE FUNCTION public.dateline_involve(event_ids uuid[]) RETURNS void LANGUAGE sql AS $$
    WITH involved AS (
      SELECT v.id AS event_id, p.entity_id, v.date_from
      FROM public.event v JOIN public.participant p ON p.event_id = v.id WHERE v.id = ANY (event_ids)
      UNION
      SELECT v.id, v.place_id, v.date_from
      FROM public.event v WHERE v.id = ANY (event_ids) AND v.place_id IS NOT NULL
    ), gone AS (
      DELETE FROM public.event_entity old WHERE old.event_id = ANY (event_ids) AND NOT EXISTS (
        SELECT 1 FROM involved WHERE (involved.event_id, involved.entity_id) = (old.event_id, old.entity_id))
    )
    INSERT INTO public.event_entity (event_id, entity_id, date_from)
    SELECT event_id, entity_id, date_from FROM involved
    ON CONFLICT (event_id, entity_id) DO UPDATE SET date_from = EXCLUDED.date_from
    WHERE public.event_entity.date_from <> EXCLUDED.date_from
  $$`,
  `CREATE FUNCTION public.dateline_involve_participants() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        PERFORM public.dateline_involve(array_agg(DISTINCT event_id)) FROM removed;
      ELSIF TG_OP = 'INSERT' THEN
        PERFORM public.dateline_involve(array_agg(DISTINCT event_id)) FROM added;
      ELSE
        PERFORM public.dateline_involve(array_agg(event_id))
        FROM (SELECT event_id FROM removed UNION SELECT event_id FROM added) AS changed;
      END IF;
      RETURN NULL;
    END $$`,
  `CREATE TRIGGER involve_added AFTER INSERT ON public.participant REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_involve_participants()`,
  `CREATE TRIGGER involve_changed AFTER UPDATE ON public.participant
    REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_involve_participants()`,
  `CREATE TRIGGER involve_removed AFTER DELETE ON public.participant REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_involve_participants()`,
  `CREATE FUNCTION public.dateline_involve_events() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM public.dateline_involve(array_agg(id)) FROM changed;
      RETURN NULL;
    END $$`,
  `CREATE TRIGGER involve_added AFTER INSERT ON public.event REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_involve_events()`,
  `CREATE TRIGGER involve_changed AFTER UPDATE ON public.event REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_involve_events()`,
];

const KEPT_BY_TRIGGERS = [...VISIBLE_FROM_OF_LINKS, ...TALLIES, ...EVENTS_OF_ENTITIES];

/** What was there before: the triggers do the rest. */
const FILL = [
  'INSERT INTO entity_tally (entity_id) SELECT id FROM entity',
  'UPDATE article_entity SET visible_from = NULL',
  'SELECT dateline_fold_tallies()',
  'SELECT dateline_involve(array_agg(id)) FROM event',
];

const DOWN = [
  'DROP TRIGGER involve_added ON event',
  'DROP TRIGGER involve_changed ON event',
  'DROP TRIGGER involve_added ON participant',
  'DROP TRIGGER involve_changed ON participant',
  'DROP TRIGGER involve_removed ON participant',
  'DROP TRIGGER note_added_links ON article_entity',
  'DROP TRIGGER note_changed_links ON article_entity',
  'DROP TRIGGER note_removed_links ON article_entity',
  'DROP TRIGGER tally_of_entity ON entity',
  'DROP TRIGGER link_visible_from ON article_entity',
  'DROP TRIGGER links_of_article ON article',
  'DROP FUNCTION dateline_involve_events()',
  'DROP FUNCTION dateline_involve_participants()',
  'DROP FUNCTION dateline_involve(uuid[])',
  'DROP FUNCTION dateline_fold_tallies()',
  'DROP FUNCTION dateline_note_links()',
  'DROP FUNCTION dateline_tally_of_entity()',
  'DROP FUNCTION dateline_links_of_article()',
  'DROP FUNCTION dateline_link_visible_from()',
  'DROP INDEX event_of_kind',
  'DROP INDEX event_in_status',
  'DROP TABLE event_entity',
  'DROP TABLE tally_change',
  'DROP TABLE entity_tally',
  'DROP INDEX article_entity_newest',
  'DROP INDEX article_newest',
  'DROP INDEX article_newest_of_all',
  'DROP INDEX article_section_newest',
  'DROP INDEX article_language_newest',
  'ALTER TABLE article_entity DROP COLUMN visible_from',
  'ALTER TABLE article DROP COLUMN visible_from',
  `DELETE FROM typeorm_metadata WHERE "table" = 'article' AND name = 'visible_from'`,
  'CREATE INDEX "article_entity_of_entity" ON "article_entity" ("entity_id", "article_id")',
  'CREATE INDEX "article_newest" ON "article" ("published_at", "id")',
  'CREATE INDEX "article_language_newest" ON "article" ("language", "published_at", "id")',
  'CREATE INDEX "article_section_newest" ON "article" ("section_id", "published_at", "id")',
];
