import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What editors have said of mentions. Generated from the models, then read. */
export class MentionRulings1764000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `ALTER TYPE "public"."mention_kind" ADD VALUE 'OTHER'`,
  `CREATE TABLE "mention_ruling" ("id" uuid NOT NULL, "article_id" uuid NOT NULL, "block_id" uuid NOT NULL, "start" integer NOT NULL, "end" integer NOT NULL, "text" text NOT NULL, "entity_id" uuid, "kind" "public"."mention_kind", CONSTRAINT "PK_4cadd491fa5554bd76017e2c57c" PRIMARY KEY ("id"))`,
  `CREATE INDEX "mention_ruling_article" ON "mention_ruling" ("article_id")`,
  `CREATE INDEX "mention_ruling_block" ON "mention_ruling" ("block_id")`,
  `CREATE INDEX "mention_ruling_entity" ON "mention_ruling" ("entity_id")`,
  `ALTER TABLE "mention_ruling" ADD CONSTRAINT "FK_3ccf43d92e892087b766b8e9826" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "mention_ruling" ADD CONSTRAINT "FK_f6101e66ff3fd9137543a29a7ba" FOREIGN KEY ("block_id") REFERENCES "block"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "mention_ruling" ADD CONSTRAINT "FK_382b66c0ae9cb317cd5428d6229" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

/** PostgreSQL takes no value out of a type: it is made again. */
const DOWN = [
  'DROP TABLE "mention_ruling"',
  `DELETE FROM "mention" WHERE "kind" = 'OTHER'`,
  `ALTER TYPE "public"."mention_kind" RENAME TO "mention_kind_with_other"`,
  `CREATE TYPE "public"."mention_kind" AS ENUM('NAME', 'ALIAS', 'DEMONYM')`,
  `ALTER TABLE "mention" ALTER COLUMN "kind" TYPE "public"."mention_kind" USING "kind"::text::"public"."mention_kind"`,
  `DROP TYPE "public"."mention_kind_with_other"`,
];
