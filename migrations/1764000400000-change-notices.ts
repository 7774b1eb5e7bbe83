import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every table whose rows a response can show or is ordered by. Other copies change with what they copy. */
const TABLES = [
  ...['section', 'entity', 'alias', 'article', 'block', 'mention', 'article_entity'],
  ...['claim', 'citation', 'event', 'participant', 'office', 'base_presence', 'entity_tally'],
];

/**
 * Tells the servers that listen on `dateline_changes` which table changed, in which transaction.
 * PostgreSQL sends it at the commit, in the order of commits, and equal ones of a transaction once.
 */
export class ChangeNotices1764000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION public.dateline_notify_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM pg_notify('dateline_changes', TG_TABLE_NAME || ' ' || pg_current_xact_id());
          RETURN NULL;
        END $$`);
    for (const table of TABLES) {
      await runner.query(
        `CREATE TRIGGER notify_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON public.${table}
         FOR EACH STATEMENT EXECUTE FUNCTION public.dateline_notify_change()`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(`DROP TRIGGER notify_change ON public.${table}`);
    }
    await runner.query('DROP FUNCTION public.dateline_notify_change()');
  }
}
