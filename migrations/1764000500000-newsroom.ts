import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who may write, what an article said before, and who did what. Generated from the models, then read;
 * the constraints that wait for the end of a transaction, and the triggers, are written by hand.
 */
export class Newsroom1764000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = [...TABLES, ...DEFERRED.flatMap(deferred), ...REVISIONS, ...NOTICES, FILL];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of [...DOWN, ...DEFERRED.flatMap(immediate)]) {
      await runner.query(statement);
    }
  }
}

const TABLES = [
  `CREATE TYPE "public"."viewer_role" AS ENUM('READER', 'EDITOR', 'ADMIN')`,
  `CREATE TABLE "api_key" ("id" uuid NOT NULL, "name" text NOT NULL, "role" "public"."viewer_role" NOT NULL, "hash" text NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "last_used_at" TIMESTAMP(3) WITH TIME ZONE, "revoked_at" TIMESTAMP(3) WITH TIME ZONE, CONSTRAINT "UQ_45e0aa2a880b928326a05a28885" UNIQUE ("hash"), CONSTRAINT "PK_b1bd840641b8acbaad89c3d8d11" PRIMARY KEY ("id"))`,
  `CREATE TABLE "article_revision" ("article_id" uuid NOT NULL, "number" integer NOT NULL, "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "by" text, "summary" text, "story" jsonb, CONSTRAINT "PK_3579dcce657d7ef68a8c6ed7c75" PRIMARY KEY ("article_id", "number"))`,
  `CREATE TABLE "article_correction" ("id" uuid NOT NULL, "article_id" uuid NOT NULL, "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "note" text NOT NULL, CONSTRAINT "PK_cdbef54f4878f373db5a4499ad2" PRIMARY KEY ("id"))`,
  `CREATE INDEX "correction_of_article" ON "article_correction" ("article_id", "at", "id")`,
  `CREATE TABLE "audit_entry" ("id" uuid NOT NULL, "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "by" text NOT NULL, "by_id" text, "role" "public"."viewer_role" NOT NULL, "action" text NOT NULL, "subject_family" text NOT NULL, "subject_uuid" uuid NOT NULL, "subject_name" text NOT NULL, "summary" text, CONSTRAINT "PK_58a130a4b9da189f46ba2a01801" PRIMARY KEY ("id"))`,
  `CREATE INDEX "audit_newest" ON "audit_entry" ("at", "id")`,
  `CREATE INDEX "audit_by" ON "audit_entry" ("by", "at", "id")`,
  `CREATE INDEX "audit_of_action" ON "audit_entry" ("action", "at", "id")`,
  `CREATE INDEX "audit_of_subject" ON "audit_entry" ("subject_uuid", "at", "id")`,
  `ALTER TABLE "article_revision" ADD CONSTRAINT "FK_0f5cabd230607eb5df11fa16ff1" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "article_correction" ADD CONSTRAINT "FK_568c4c70aa425346e2d66a440ff" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "citation" DROP CONSTRAINT "FK_df1f9bc7c9856bc41856cc5c7a5"`,
  `ALTER TABLE "citation" ADD "current" boolean NOT NULL DEFAULT true`,
  `ALTER TABLE "citation" ADD "shown" boolean NOT NULL DEFAULT true`,
];

/** An edit lets rows change places, so that two may stand in one place until it is done. */
const DEFERRED = [
  { table: 'block', name: 'block_of_article', columns: '"article_id", "index"' },
  { table: 'mention', name: 'mention_in_order', columns: '"article_id", "position"' },
  { table: 'citation', name: 'citation_in_order', columns: '"claim_id", "position"' },
];

type Place = (typeof DEFERRED)[number];

const immediate = ({ table, name, columns }: Place): string[] => [
  `ALTER TABLE "${table}" DROP CONSTRAINT "${name}"`,
  `ALTER TABLE "${table}" ADD CONSTRAINT "${name}" UNIQUE (${columns})`,
];

const deferred = (place: Place): string[] =>
  immediate(place).map((statement) =>
    statement.includes(' ADD ') ? `${statement} DEFERRABLE INITIALLY DEFERRED` : statement,
  );

/**
 * article_revision: an article's row is written before its blocks, so that, when its revision changes, the
 * blocks are still those of the old one.
 */
const REVISIONS = [
  `CREATE FUNCTION public.dateline_story(article uuid, headline text, standfirst text, byline text)
    RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('headline', headline, 'standfirst', standfirst, 'byline', byline,
      'blocks', (SELECT coalesce(jsonb_agg(jsonb_build_object(
          'id', b.id, 'index', b.index, 'kind', b.kind, 'text', b.text) ORDER BY b.index), '[]')
        FROM public.block b WHERE b.article_id = article))
  $$`,
  `CREATE FUNCTION public.dateline_keep_story() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO public.article_revision (article_id, number, at, story)
      SELECT was.id, was.revision, was.updated_at,
        public.dateline_story(was.id, was.headline, was.standfirst, was.byline)
      FROM before was JOIN after now_is ON now_is.id = was.id
      WHERE now_is.revision <> was.revision
      ON CONFLICT (article_id, number) DO UPDATE SET story = EXCLUDED.story;
      RETURN NULL;
    END $$`,
  `CREATE FUNCTION public.dateline_note_revision() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO public.article_revision (article_id, number, at, by, summary)
      SELECT id, revision, updated_at, nullif(current_setting('dateline.by', TRUE), ''),
        nullif(current_setting('dateline.summary', TRUE), '')
      FROM after
      ON CONFLICT DO NOTHING;
      RETURN NULL;
    END $$`,
  `CREATE TRIGGER keep_story AFTER UPDATE ON public.article
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_keep_story()`,
  `CREATE TRIGGER note_first_revision AFTER INSERT ON public.article
    REFERENCING NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_note_revision()`,
  `CREATE TRIGGER note_next_revision AFTER UPDATE ON public.article
    REFERENCING NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_note_revision()`,
];

const NOTICES = [
  `CREATE TRIGGER notify_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON public.article_correction
   FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_notify_change()`,
];

/** Of what was there before, the current version is all that is known. */
const FILL = `INSERT INTO article_revision (article_id, number, at) SELECT id, revision, updated_at FROM article`;

const DOWN = [
  'DROP TRIGGER note_next_revision ON article',
  'DROP TRIGGER note_first_revision ON article',
  'DROP TRIGGER keep_story ON article',
  'DROP FUNCTION dateline_note_revision()',
  'DROP FUNCTION dateline_keep_story()',
  'DROP FUNCTION dateline_story(uuid, text, text, text)',
  'DELETE FROM citation WHERE NOT current',
  'ALTER TABLE "citation" DROP COLUMN "shown"',
  'ALTER TABLE "citation" DROP COLUMN "current"',
  `ALTER TABLE "citation" ADD CONSTRAINT "FK_df1f9bc7c9856bc41856cc5c7a5" FOREIGN KEY ("block_id") REFERENCES "block"("id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED`,
  'DROP TABLE "audit_entry"',
  'DROP TABLE "article_correction"',
  'DROP TABLE "article_revision"',
  'DROP TABLE "api_key"',
  'DROP TYPE "public"."viewer_role"',
];
