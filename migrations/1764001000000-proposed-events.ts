import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What sentences seem to report, apart from the events that are. Generated from the models, then read. */
export class ProposedEvents1764001000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `CREATE TYPE "public"."proposal_state" AS ENUM('OPEN', 'CONFIRMED', 'REJECTED')`,
  `CREATE TABLE "proposal" ("id" uuid NOT NULL, "article_id" uuid NOT NULL, "block_id" uuid NOT NULL, "start" integer NOT NULL, "end" integer NOT NULL, "quote" text NOT NULL, "revision" integer NOT NULL, "title" text NOT NULL, "kind" "public"."event_kind" NOT NULL, "status" "public"."event_status" NOT NULL, "key" text NOT NULL, "state" "public"."proposal_state" NOT NULL DEFAULT 'OPEN', "event_id" uuid, "date_edtf" text, "date_from" date, "date_until" date, "date_precision" "public"."date_precision", "date_phrase" text, "date_anchor" date, CONSTRAINT "proposal_of_sentence" UNIQUE ("article_id", "key"), CONSTRAINT "proposal_has_date" CHECK (num_nulls(date_edtf, date_from, date_until, date_precision) = 0), CONSTRAINT "PK_ca872ecfe4fef5720d2d39e4275" PRIMARY KEY ("id"))`,
  `CREATE INDEX "proposal_confirmed_as" ON "proposal" ("event_id")`,
  `CREATE INDEX "proposal_key" ON "proposal" ("key", "state")`,
  `CREATE INDEX "proposal_in_state" ON "proposal" ("state", "id")`,
  `CREATE TABLE "proposal_reading" ("article_id" uuid NOT NULL, "revision" integer NOT NULL, CONSTRAINT "PK_06bb9f09ad2906168a5e1a46720" PRIMARY KEY ("article_id"))`,
  `ALTER TABLE "proposal" ADD CONSTRAINT "FK_524c55b0c21f97fb4629549771c" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "proposal" ADD CONSTRAINT "FK_94a50cee1e3295658e4a2b85092" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
  `ALTER TABLE "proposal_reading" ADD CONSTRAINT "FK_06bb9f09ad2906168a5e1a46720" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
];

const DOWN = [
  'DROP TABLE "proposal_reading"',
  'DROP TABLE "proposal"',
  'DROP TYPE "public"."proposal_state"',
];
