import { escapeLiteral } from 'pg';
import type { Sql } from 'sql-template-tag';

/** The text of a statement with its values written into it, as PostgreSQL quotes them. */
export function withLiterals({ strings, values }: Sql): string {
  return values.reduce<string>(
    (text, value, i) => `${text}${literal(value)}${strings[i + 1] ?? ''}`,
    strings[0] ?? '',
  );
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return typeof value === 'number' ? String(value) : escapeLiteral(written(value));
}

/** A value in PostgreSQL's own notation, not yet quoted. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map((item) => element(written(item))).join(',')}}`;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new Error('a value can’t be written into a statement');
}

function element(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
