import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of entities that were merged into others. Generated from the model, then read. */
export class Redirects1764000550000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "entity_redirect"');
  }
}

const UP = [
  `CREATE TABLE "entity_redirect" ("from_id" uuid NOT NULL, "from_slug" text NOT NULL, "into_id" uuid NOT NULL, "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_42227e3d985a149ac41055db034" UNIQUE ("from_slug"), CONSTRAINT "PK_5ac64c187e0f7ffb49a7f72e580" PRIMARY KEY ("from_id"))`,
  `CREATE INDEX "entity_redirect_into" ON "entity_redirect" ("into_id")`,
  `ALTER TABLE "entity_redirect" ADD CONSTRAINT "FK_9b4a74fbf0145be9aef150fb65d" FOREIGN KEY ("into_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `CREATE TRIGGER notify_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON public.entity_redirect
   FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_notify_change()`,
];
