import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which item of which source an imported article is. Generated from the models, then read. */
export class Import1764000800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "article_origin"');
  }
}

const TABLES = [
  `CREATE TABLE "article_origin" ("feed" text NOT NULL, "item" text NOT NULL, "article_id" uuid NOT NULL, "said" text NOT NULL, "written" text NOT NULL, CONSTRAINT "PK_d328dc9844a2f4e9fed1872c77e" PRIMARY KEY ("feed", "item"))`,
  `CREATE INDEX "article_origin_article" ON "article_origin" ("article_id")`,
  `ALTER TABLE "article_origin" ADD CONSTRAINT "FK_8cca8101f1eb7b34f20b77ec2cc" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED`,
];
