import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Generated from the models, then read; the end of `up` is written by hand. */
export class Tables1764000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "section" ("id" uuid NOT NULL, "slug" text NOT NULL, "name" text NOT NULL, CONSTRAINT "UQ_3a08a1120590b23c33bbbc45e18" UNIQUE ("slug"), CONSTRAINT "PK_3c41d2d699384cc5e8eac54777d" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TYPE "public"."publication_status" AS ENUM('DRAFT', 'SCHEDULED', 'PUBLISHED', 'WITHHELD')`,
    );
    await runner.query(
      `CREATE TABLE "article" ("id" uuid NOT NULL, "slug" text NOT NULL, "headline" text NOT NULL, "standfirst" text, "byline" text, "section_id" uuid NOT NULL, "language" text NOT NULL, "source" text, "canonical_url" text, "content_hash" text NOT NULL, "status" "public"."publication_status" NOT NULL, "published_at" TIMESTAMP(3) WITH TIME ZONE, "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "revision" integer NOT NULL, "word_count" integer NOT NULL, "body" text NOT NULL, "search" tsvector GENERATED ALWAYS AS (setweight(to_tsvector('dateline', headline), 'A') || setweight(to_tsvector('dateline', coalesce(standfirst, '')), 'B') || setweight(to_tsvector('dateline', left(body, 500000)), 'D')) STORED, CONSTRAINT "UQ_0ab85f4be07b22d79906671d72f" UNIQUE ("slug"), CONSTRAINT "UQ_cd2c63eec165ea9c3e0ba1c8052" UNIQUE ("canonical_url"), CONSTRAINT "article_published_has_date" CHECK (status NOT IN ('PUBLISHED', 'SCHEDULED') OR published_at IS NOT NULL), CONSTRAINT "PK_40808690eb7b915046558c0f81b" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "article_content_hash" ON "article" ("content_hash")`);
    await runner.query(`CREATE INDEX "article_recently_updated" ON "article" ("updated_at", "id")`);
    await runner.query(
      `CREATE INDEX "article_section_newest" ON "article" ("section_id", "published_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "article_language_newest" ON "article" ("language", "published_at", "id")`,
    );
    await runner.query(`CREATE INDEX "article_newest" ON "article" ("published_at", "id")`);
    await runner.query(
      `CREATE TYPE "public"."entity_kind" AS ENUM('PERSON', 'COUNTRY', 'BASE', 'ORGANIZATION', 'PLACE')`,
    );
    await runner.query(
      `CREATE TYPE "public"."place_kind" AS ENUM('CITY', 'REGION', 'RIVER', 'COAST', 'CONTINENT', 'OTHER')`,
    );
    await runner.query(
      `CREATE TYPE "public"."organization_kind" AS ENUM('GOVERNMENT', 'MINISTRY', 'MILITARY', 'ARMED_GROUP', 'NEWS_AGENCY', 'PARTY', 'COMPANY', 'INTERNATIONAL', 'OTHER')`,
    );
    await runner.query(
      `CREATE TABLE "entity" ("id" uuid NOT NULL, "slug" text NOT NULL, "kind" "public"."entity_kind" NOT NULL, "name" text NOT NULL, "description" text, "wikidata_id" text, "country_id" uuid, "named" boolean, "place_kind" "public"."place_kind", "iso_alpha2" text, "iso_alpha3" text, "demonym" text, "capital_id" uuid, "organization_kind" "public"."organization_kind", "latitude" double precision, "longitude" double precision, CONSTRAINT "UQ_5753571ef38f5a551e25e0b8cb1" UNIQUE ("slug"), CONSTRAINT "UQ_ffacb800a33c991e74a7d8ca3a6" UNIQUE ("wikidata_id"), CONSTRAINT "UQ_c0788736d21075bd2786057c7c8" UNIQUE ("iso_alpha2"), CONSTRAINT "UQ_8ed8694019c89018132326de495" UNIQUE ("iso_alpha3"), CONSTRAINT "PK_50a7741b415bc585fcf9c984332" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "entity_country" ON "entity" ("country_id")`);
    await runner.query(`CREATE INDEX "IDX_4d6163e017cdf23cf3b85deccc" ON "entity" ("kind")`);
    await runner.query(
      `CREATE TABLE "article_entity" ("article_id" uuid NOT NULL, "entity_id" uuid NOT NULL, "mention_count" integer NOT NULL, "salience" real NOT NULL, CONSTRAINT "PK_6f16d69489e02607c4dbe16af45" PRIMARY KEY ("article_id", "entity_id"))`,
    );
    await runner.query(
      `CREATE INDEX "article_entity_of_entity" ON "article_entity" ("entity_id", "article_id")`,
    );
    await runner.query(
      `CREATE INDEX "article_entity_salience" ON "article_entity" ("article_id", "salience", "entity_id")`,
    );
    await runner.query(
      `CREATE TYPE "public"."block_kind" AS ENUM('PARAGRAPH', 'HEADING', 'QUOTE', 'LIST_ITEM')`,
    );
    await runner.query(
      `CREATE TABLE "block" ("id" uuid NOT NULL, "article_id" uuid NOT NULL, "index" integer NOT NULL, "kind" "public"."block_kind" NOT NULL, "text" text NOT NULL, CONSTRAINT "block_of_article" UNIQUE ("article_id", "index"), CONSTRAINT "PK_d0925763efb591c2e2ffb267572" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE TYPE "public"."mention_kind" AS ENUM('NAME', 'ALIAS', 'DEMONYM')`);
    await runner.query(
      `CREATE TABLE "mention" ("id" uuid NOT NULL, "article_id" uuid NOT NULL, "position" integer NOT NULL, "entity_id" uuid NOT NULL, "block_id" uuid NOT NULL, "start" integer NOT NULL, "end" integer NOT NULL, "text" text NOT NULL, "kind" "public"."mention_kind" NOT NULL, CONSTRAINT "mention_in_order" UNIQUE ("article_id", "position"), CONSTRAINT "PK_9b02b76c4b65e3c35c1a545bf57" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "mention_entity" ON "mention" ("entity_id")`);
    await runner.query(`CREATE INDEX "mention_block" ON "mention" ("block_id")`);
    await runner.query(`CREATE TYPE "public"."claim_kind" AS ENUM('EVENT', 'OFFICE', 'PRESENCE')`);
    await runner.query(
      `CREATE TABLE "claim" ("id" uuid NOT NULL, "kind" "public"."claim_kind" NOT NULL, CONSTRAINT "PK_466b305cc2e591047fa1ce58f81" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TYPE "public"."presence_status" AS ENUM('ACTIVE', 'REDUCED', 'WITHDRAWING', 'WITHDRAWN')`,
    );
    await runner.query(
      `CREATE TYPE "public"."date_precision" AS ENUM('DAY', 'PART_OF_MONTH', 'MONTH', 'YEAR', 'RANGE', 'OPEN')`,
    );
    await runner.query(
      `CREATE TABLE "base_presence" ("id" uuid NOT NULL, "base_id" uuid NOT NULL, "operator_id" uuid NOT NULL, "status" "public"."presence_status" NOT NULL, "start_edtf" text, "start_from" date, "start_until" date, "start_precision" "public"."date_precision", "start_phrase" text, "start_anchor" date, "end_edtf" text, "end_from" date, "end_until" date, "end_precision" "public"."date_precision", "end_phrase" text, "end_anchor" date, CONSTRAINT "PK_cf8a9d63d9ec3f2855e239482df" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "base_presence_base" ON "base_presence" ("base_id")`);
    await runner.query(`CREATE INDEX "base_presence_operator" ON "base_presence" ("operator_id")`);
    await runner.query(`CREATE TYPE "public"."stance" AS ENUM('SUPPORTS', 'CONTRADICTS')`);
    await runner.query(
      `CREATE TABLE "citation" ("id" uuid NOT NULL, "claim_id" uuid NOT NULL, "position" integer NOT NULL, "article_id" uuid NOT NULL, "block_id" uuid NOT NULL, "start" integer NOT NULL, "end" integer NOT NULL, "quote" text NOT NULL, "revision" integer NOT NULL, "stance" "public"."stance" NOT NULL, CONSTRAINT "citation_in_order" UNIQUE ("claim_id", "position"), CONSTRAINT "PK_f02dfdce6c05dfbf2fead28d0b6" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "citation_article" ON "citation" ("article_id")`);
    await runner.query(`CREATE INDEX "citation_block" ON "citation" ("block_id")`);
    await runner.query(
      `CREATE TYPE "public"."alias_kind" AS ENUM('TRANSLITERATION', 'SHORT_NAME', 'NATIVE_NAME', 'FORMER_NAME', 'ACRONYM', 'DEMONYM', 'NOM_DE_GUERRE', 'OTHER_NAME')`,
    );
    await runner.query(
      `CREATE TABLE "alias" ("id" uuid NOT NULL, "entity_id" uuid NOT NULL, "text" text NOT NULL, "language" text NOT NULL, "kind" "public"."alias_kind" NOT NULL, CONSTRAINT "alias_of_entity" UNIQUE ("entity_id", "text"), CONSTRAINT "PK_b1848d04b41d10a5712fc2e673c" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TYPE "public"."event_kind" AS ENUM('VISIT', 'MEETING', 'STATEMENT', 'APPOINTMENT', 'ELECTION', 'AGREEMENT', 'CONFLICT', 'DEPLOYMENT', 'WITHDRAWAL', 'SANCTION', 'PROTEST', 'DISASTER', 'OTHER')`,
    );
    await runner.query(
      `CREATE TYPE "public"."event_status" AS ENUM('PLANNED', 'OCCURRED', 'REPORTED', 'DISPUTED')`,
    );
    await runner.query(
      `CREATE TABLE "event" ("id" uuid NOT NULL, "title" text NOT NULL, "description" text, "kind" "public"."event_kind" NOT NULL, "status" "public"."event_status" NOT NULL, "place_id" uuid, "date_edtf" text, "date_from" date, "date_until" date, "date_precision" "public"."date_precision", "date_phrase" text, "date_anchor" date, CONSTRAINT "event_date_runs_forward" CHECK (date_from <= date_until), CONSTRAINT "event_has_date" CHECK (num_nulls(date_edtf, date_from, date_until, date_precision) = 0), CONSTRAINT "PK_30c2f3bbaf6d34a55f8ae6e4614" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "event_place" ON "event" ("place_id")`);
    await runner.query(`CREATE INDEX "event_oldest" ON "event" ("date_from", "id")`);
    await runner.query(
      `CREATE TYPE "public"."participant_role" AS ENUM('AGENT', 'HOST', 'GUEST', 'SPEAKER', 'SUBJECT', 'AFFECTED')`,
    );
    await runner.query(
      `CREATE TABLE "participant" ("event_id" uuid NOT NULL, "entity_id" uuid NOT NULL, "role" "public"."participant_role" NOT NULL, "position" integer NOT NULL, CONSTRAINT "PK_ae073c648b466cdb05418777fc7" PRIMARY KEY ("event_id", "entity_id", "role"))`,
    );
    await runner.query(
      `CREATE INDEX "participant_entity" ON "participant" ("entity_id", "event_id")`,
    );
    await runner.query(
      `CREATE TABLE "office" ("id" uuid NOT NULL, "title" text NOT NULL, "holder_id" uuid NOT NULL, "of_id" uuid NOT NULL, "start_edtf" text, "start_from" date, "start_until" date, "start_precision" "public"."date_precision", "start_phrase" text, "start_anchor" date, "end_edtf" text, "end_from" date, "end_until" date, "end_precision" "public"."date_precision", "end_phrase" text, "end_anchor" date, CONSTRAINT "PK_200185316ba169fda17e3b6ba00" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "office_holder" ON "office" ("holder_id")`);
    await runner.query(`CREATE INDEX "office_of" ON "office" ("of_id")`);
    await runner.query(
      `ALTER TABLE "article" ADD CONSTRAINT "FK_90bc5625110aa13d6d918f23f71" FOREIGN KEY ("section_id") REFERENCES "section"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "entity" ADD CONSTRAINT "FK_947fc826f165e898f937da6657c" FOREIGN KEY ("country_id") REFERENCES "entity"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "entity" ADD CONSTRAINT "FK_d9c2210db71fb4f680a3c1d177f" FOREIGN KEY ("capital_id") REFERENCES "entity"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "article_entity" ADD CONSTRAINT "FK_521d1a66f965d81ddacb373af7b" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "article_entity" ADD CONSTRAINT "FK_c851a5834210c485315a5f6beb9" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "block" ADD CONSTRAINT "FK_1caefa59115f7ac539251d5432d" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "mention" ADD CONSTRAINT "FK_856c15b220836e91819fe0804ce" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "mention" ADD CONSTRAINT "FK_5b4f2460b9723a35b2ebae98d19" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "mention" ADD CONSTRAINT "FK_4fd10d914ac779ac29d90afa467" FOREIGN KEY ("block_id") REFERENCES "block"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "base_presence" ADD CONSTRAINT "FK_cf8a9d63d9ec3f2855e239482df" FOREIGN KEY ("id") REFERENCES "claim"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "base_presence" ADD CONSTRAINT "FK_15beed9d0c27efc521d8a8ed0ea" FOREIGN KEY ("base_id") REFERENCES "entity"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "base_presence" ADD CONSTRAINT "FK_9fc2bfc55a0b48a94ae96f8fde1" FOREIGN KEY ("operator_id") REFERENCES "entity"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "citation" ADD CONSTRAINT "FK_6cc7db2f1d7b1cc6d942766e744" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "citation" ADD CONSTRAINT "FK_1a7c51071112717babbd842c1b7" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "citation" ADD CONSTRAINT "FK_df1f9bc7c9856bc41856cc5c7a5" FOREIGN KEY ("block_id") REFERENCES "block"("id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED`,
    );
    await runner.query(
      `ALTER TABLE "alias" ADD CONSTRAINT "FK_36ed28d30e69e4462c757e43a20" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "event" ADD CONSTRAINT "FK_30c2f3bbaf6d34a55f8ae6e4614" FOREIGN KEY ("id") REFERENCES "claim"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "event" ADD CONSTRAINT "FK_de511946a8e3e052141b4ee3aff" FOREIGN KEY ("place_id") REFERENCES "entity"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "participant" ADD CONSTRAINT "FK_c37ec529c0b0d0f2cdc44c678b0" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "participant" ADD CONSTRAINT "FK_b3f0633bceda938d37730ca62be" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "office" ADD CONSTRAINT "FK_200185316ba169fda17e3b6ba00" FOREIGN KEY ("id") REFERENCES "claim"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "office" ADD CONSTRAINT "FK_64e7fe369b39e5711490051b263" FOREIGN KEY ("holder_id") REFERENCES "entity"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "office" ADD CONSTRAINT "FK_644826ad73bf5dbd5a787992e74" FOREIGN KEY ("of_id") REFERENCES "entity"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    // What TypeORM cannot declare: a note of the generated column, and indexes over expressions.
    await runner.query(
      `INSERT INTO typeorm_metadata (database, schema, "table", type, name, value)
       VALUES (current_database(), 'public', 'article', 'GENERATED_COLUMN', 'search', $1)`,
      [
        "setweight(to_tsvector('dateline', headline), 'A') || " +
          "setweight(to_tsvector('dateline', coalesce(standfirst, '')), 'B') || " +
          "setweight(to_tsvector('dateline', left(body, 500000)), 'D')",
      ],
    );
    await runner.query('CREATE INDEX article_search ON article USING gin (search)');
    await runner.query(
      'CREATE INDEX entity_by_name ON entity (dateline_fold(name) COLLATE "C", id)',
    );
    await runner.query(
      'CREATE INDEX entity_by_kind_and_name ON entity (kind, dateline_fold(name) COLLATE "C", id)',
    );
    await runner.query(
      'CREATE INDEX entity_name_trgm ON entity USING gin (dateline_fold(name) gin_trgm_ops)',
    );
    await runner.query(
      'CREATE INDEX alias_text_trgm ON alias USING gin (dateline_fold(text) gin_trgm_ops)',
    );
    await runner.query(
      "CREATE INDEX event_days ON event USING gist (daterange(date_from, date_until, '[]'))",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "office" DROP CONSTRAINT "FK_644826ad73bf5dbd5a787992e74"`);
    await runner.query(`ALTER TABLE "office" DROP CONSTRAINT "FK_64e7fe369b39e5711490051b263"`);
    await runner.query(`ALTER TABLE "office" DROP CONSTRAINT "FK_200185316ba169fda17e3b6ba00"`);
    await runner.query(
      `ALTER TABLE "participant" DROP CONSTRAINT "FK_b3f0633bceda938d37730ca62be"`,
    );
    await runner.query(
      `ALTER TABLE "participant" DROP CONSTRAINT "FK_c37ec529c0b0d0f2cdc44c678b0"`,
    );
    await runner.query(`ALTER TABLE "event" DROP CONSTRAINT "FK_de511946a8e3e052141b4ee3aff"`);
    await runner.query(`ALTER TABLE "event" DROP CONSTRAINT "FK_30c2f3bbaf6d34a55f8ae6e4614"`);
    await runner.query(`ALTER TABLE "alias" DROP CONSTRAINT "FK_36ed28d30e69e4462c757e43a20"`);
    await runner.query(`ALTER TABLE "citation" DROP CONSTRAINT "FK_df1f9bc7c9856bc41856cc5c7a5"`);
    await runner.query(`ALTER TABLE "citation" DROP CONSTRAINT "FK_1a7c51071112717babbd842c1b7"`);
    await runner.query(`ALTER TABLE "citation" DROP CONSTRAINT "FK_6cc7db2f1d7b1cc6d942766e744"`);
    await runner.query(
      `ALTER TABLE "base_presence" DROP CONSTRAINT "FK_9fc2bfc55a0b48a94ae96f8fde1"`,
    );
    await runner.query(
      `ALTER TABLE "base_presence" DROP CONSTRAINT "FK_15beed9d0c27efc521d8a8ed0ea"`,
    );
    await runner.query(
      `ALTER TABLE "base_presence" DROP CONSTRAINT "FK_cf8a9d63d9ec3f2855e239482df"`,
    );
    await runner.query(`ALTER TABLE "mention" DROP CONSTRAINT "FK_4fd10d914ac779ac29d90afa467"`);
    await runner.query(`ALTER TABLE "mention" DROP CONSTRAINT "FK_5b4f2460b9723a35b2ebae98d19"`);
    await runner.query(`ALTER TABLE "mention" DROP CONSTRAINT "FK_856c15b220836e91819fe0804ce"`);
    await runner.query(`ALTER TABLE "block" DROP CONSTRAINT "FK_1caefa59115f7ac539251d5432d"`);
    await runner.query(
      `ALTER TABLE "article_entity" DROP CONSTRAINT "FK_c851a5834210c485315a5f6beb9"`,
    );
    await runner.query(
      `ALTER TABLE "article_entity" DROP CONSTRAINT "FK_521d1a66f965d81ddacb373af7b"`,
    );
    await runner.query(`ALTER TABLE "entity" DROP CONSTRAINT "FK_d9c2210db71fb4f680a3c1d177f"`);
    await runner.query(`ALTER TABLE "entity" DROP CONSTRAINT "FK_947fc826f165e898f937da6657c"`);
    await runner.query(`ALTER TABLE "article" DROP CONSTRAINT "FK_90bc5625110aa13d6d918f23f71"`);
    await runner.query(`DROP INDEX "public"."office_of"`);
    await runner.query(`DROP INDEX "public"."office_holder"`);
    await runner.query(`DROP TABLE "office"`);
    await runner.query(`DROP INDEX "public"."participant_entity"`);
    await runner.query(`DROP TABLE "participant"`);
    await runner.query(`DROP INDEX "public"."event_oldest"`);
    await runner.query(`DROP INDEX "public"."event_place"`);
    await runner.query(`DROP TABLE "event"`);
    await runner.query(`DROP TABLE "alias"`);
    await runner.query(`DROP INDEX "public"."citation_block"`);
    await runner.query(`DROP INDEX "public"."citation_article"`);
    await runner.query(`DROP TABLE "citation"`);
    await runner.query(`DROP INDEX "public"."base_presence_operator"`);
    await runner.query(`DROP INDEX "public"."base_presence_base"`);
    await runner.query(`DROP TABLE "base_presence"`);
    await runner.query(`DROP TABLE "claim"`);
    await runner.query(`DROP INDEX "public"."mention_block"`);
    await runner.query(`DROP INDEX "public"."mention_entity"`);
    await runner.query(`DROP TABLE "mention"`);
    await runner.query(`DROP TABLE "block"`);
    await runner.query(`DROP INDEX "public"."article_entity_salience"`);
    await runner.query(`DROP INDEX "public"."article_entity_of_entity"`);
    await runner.query(`DROP TABLE "article_entity"`);
    await runner.query(`DROP INDEX "public"."IDX_4d6163e017cdf23cf3b85deccc"`);
    await runner.query(`DROP INDEX "public"."entity_country"`);
    await runner.query(`DROP TABLE "entity"`);
    await runner.query(`DROP INDEX "public"."article_newest"`);
    await runner.query(`DROP INDEX "public"."article_language_newest"`);
    await runner.query(`DROP INDEX "public"."article_section_newest"`);
    await runner.query(`DROP INDEX "public"."article_recently_updated"`);
    await runner.query(`DROP INDEX "public"."article_content_hash"`);
    await runner.query(`DROP TABLE "article"`);
    await runner.query(`DROP TABLE "section"`);
    await runner.query(`DROP TYPE "public"."date_precision"`);
    await runner.query(`DROP TYPE "public"."participant_role"`);
    await runner.query(`DROP TYPE "public"."event_status"`);
    await runner.query(`DROP TYPE "public"."event_kind"`);
    await runner.query(`DROP TYPE "public"."alias_kind"`);
    await runner.query(`DROP TYPE "public"."stance"`);
    await runner.query(`DROP TYPE "public"."presence_status"`);
    await runner.query(`DROP TYPE "public"."claim_kind"`);
    await runner.query(`DROP TYPE "public"."mention_kind"`);
    await runner.query(`DROP TYPE "public"."block_kind"`);
    await runner.query(`DROP TYPE "public"."organization_kind"`);
    await runner.query(`DROP TYPE "public"."place_kind"`);
    await runner.query(`DROP TYPE "public"."entity_kind"`);
    await runner.query(`DROP TYPE "public"."publication_status"`);
    await runner.query('DELETE FROM typeorm_metadata WHERE "table" = \'article\'');
  }
}
