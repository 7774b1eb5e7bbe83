import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = "CASE WHEN status = 'PUBLISHED' THEN published_at END";
const AFTER = "CASE WHEN status IN ('PUBLISHED', 'SCHEDULED') THEN published_at END";

/** Lets the clock alone bring a SCHEDULED article before readers. */
export class Schedule1764000600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await makeVisibleFrom(runner, AFTER);
  }

  async down(runner: QueryRunner): Promise<void> {
    await makeVisibleFrom(runner, BEFORE);
  }
}

/** PostgreSQL below 17 can't change what a generated column is made of: it is made again, with all that hangs on it. */
async function makeVisibleFrom(runner: QueryRunner, expression: string): Promise<void> {
  await runner.query('DROP TRIGGER links_of_article ON article');
  await runner.query('ALTER TABLE article DROP COLUMN visible_from');
  await runner.query(
    `ALTER TABLE article ADD visible_from TIMESTAMP(3) WITH TIME ZONE GENERATED ALWAYS AS (${expression}) STORED`,
  );
  await runner.query(
    `UPDATE typeorm_metadata SET value = $1 WHERE "table" = 'article' AND name = 'visible_from'`,
    [expression],
  );
  for (const statement of HANGS_ON_IT) await runner.query(statement);
}

const HANGS_ON_IT = [
  'CREATE INDEX article_language_newest ON article (language, visible_from, id)',
  'CREATE INDEX article_section_newest ON article (section_id, visible_from, id)',
  'CREATE INDEX article_newest ON article (visible_from, id)',
  `CREATE TRIGGER links_of_article AFTER UPDATE ON public.article
    FOR EACH ROW WHEN (OLD.visible_from IS DISTINCT FROM NEW.visible_from)
    EXECUTE FUNCTION public.dateline_links_of_article()`,
  // A trigger puts in the article's own.
  `UPDATE article_entity SET visible_from = NULL
    WHERE article_id IN (SELECT id FROM article WHERE status = 'SCHEDULED')`,
];
