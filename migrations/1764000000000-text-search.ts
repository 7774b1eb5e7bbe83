import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What names and texts are compared by. Written by hand: TypeORM knows no functions. */
export class TextSearch1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public');
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public');
    await runner.query('CREATE EXTENSION IF NOT EXISTS fuzzystrmatch SCHEMA public');
    // Case, accents, compatibility forms, Arabic vowel marks and letter variants fold to one form.
    // Every name is qualified, so that a restored dump can build its indexes.
    await runner.query(`
      CREATE FUNCTION public.dateline_fold(text) RETURNS text
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT pg_catalog.translate(
          pg_catalog.regexp_replace(
            pg_catalog.lower(public.unaccent('public.unaccent', pg_catalog.normalize($1, 'NFKC'))),
            '[\\u064B-\\u065F\\u0670\\u0640]', '', 'g'),
          'أإآٱى', 'ااااي')
      $$`);
    await runner.query(
      'CREATE TEXT SEARCH CONFIGURATION public.dateline (COPY = pg_catalog.english)',
    );
    await runner.query(`
      ALTER TEXT SEARCH CONFIGURATION public.dateline
      ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, english_stem`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TEXT SEARCH CONFIGURATION public.dateline');
    await runner.query('DROP FUNCTION public.dateline_fold(text)');
  }
}
