import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What looks like a name and is none that is known, and how far a reading of the archive has come. Generated
 * from the models, then read.
 */
export class NameSuggestions1764000900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['suggestion_article', 'suggestion', 'relinking']) {
      await runner.query(`DROP TABLE "${table}"`);
    }
  }
}

const UP = [
  `CREATE TABLE "suggestion" ("id" uuid NOT NULL, "key" text NOT NULL, "text" text NOT NULL, "kind" "public"."entity_kind", "dismissed_at" TIMESTAMP(3) WITH TIME ZONE, CONSTRAINT "UQ_a9275f5f90301067713f9863637" UNIQUE ("key"), CONSTRAINT "PK_aa072a020434ddd7104de98eebb" PRIMARY KEY ("id"))`,
  `CREATE TABLE "suggestion_article" ("suggestion_id" uuid NOT NULL, "article_id" uuid NOT NULL, "count" integer NOT NULL, CONSTRAINT "PK_f2111a682f98abae9558e8e632b" PRIMARY KEY ("suggestion_id", "article_id"))`,
  `CREATE INDEX "suggestion_article_article" ON "suggestion_article" ("article_id")`,
  `ALTER TABLE "suggestion_article" ADD CONSTRAINT "FK_a96510e3ecf04721007d1e406ec" FOREIGN KEY ("suggestion_id") REFERENCES "suggestion"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "suggestion_article" ADD CONSTRAINT "FK_200bcff3bac6589227a3dffc3f7" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `CREATE TABLE "relinking" ("id" integer NOT NULL, "names" text NOT NULL, "after" uuid, "articles_read" integer NOT NULL, "articles_changed" integer NOT NULL, "entities" jsonb NOT NULL, "finished_at" TIMESTAMP(3) WITH TIME ZONE, CONSTRAINT "PK_aec4167dd2cdc24e872d03dbb7e" PRIMARY KEY ("id"))`,
];
