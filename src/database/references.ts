import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { NIL } from 'uuid';
import { readRows } from './read';
import { project, type ModelClass } from './rows';

/** A small public row that much points to: a section, an entity. */
interface Reference {
  uuid: string;
  slug: string;
}

/** How long a row may be kept while nobody tells of changes, in milliseconds. */
const KEPT_UNTOLD = 1000;

/**
 * Rows that are the same for every viewer and that every page shows, kept in the process: the most used
 * of them, whole, filled in batches. Whoever learns that the table changed calls `forget`.
 */
export class References<T extends Reference> {
  private readonly byId: LRUCache<string, T>;
  private readonly idBySlug: LRUCache<string, string>;
  private readonly missingById: DataLoader<string, T | null>;
  private readonly missingBySlug: DataLoader<string, T | null>;
  /** Counts what was forgotten: what was read before is not kept after. */
  private age = 0;

  /**
   * @param isTold whether changes are being told of now; if not, rows are kept for a second at most
   * @param redirects rows that were merged into others: `from_id`, `from_slug`, and `into_id`, which answers for them
   */
  constructor(
    private readonly db: DataSource,
    private readonly model: ModelClass<T>,
    mostKept: number,
    private readonly isTold: () => boolean,
    private readonly redirects?: ModelClass<object>,
  ) {
    this.byId = new LRUCache({ max: mostKept });
    this.idBySlug = new LRUCache({ max: mostKept });
    // No cache of their own: they gather what all requests miss at one moment.
    this.missingById = new DataLoader((ids) => this.read('id', ids), { cache: false });
    this.missingBySlug = new DataLoader((slugs) => this.read('slug', slugs), { cache: false });
  }

  /** The row of an id; null where there is none. At once if it is known. */
  load(id: string): T | null | Promise<T | null> {
    return this.byId.get(id) ?? this.missingById.load(id);
  }

  /** The rows of ids, in their order; null for those that are not there. */
  async loadMany(ids: readonly string[]): Promise<(T | null)[]> {
    const known = ids.map((id) => this.byId.get(id));
    const missing = ids.filter((_, i) => known[i] === undefined);
    if (missing.length === 0) return known as T[];
    const read = await Promise.all(missing.map((id) => this.missingById.load(id)));
    let next = 0;
    return known.map((row) => row ?? read[next++] ?? null);
  }

  bySlug(slug: string): T | null | Promise<T | null> {
    const id = this.idBySlug.get(slug);
    const known = id === undefined ? undefined : this.byId.get(id);
    return known ?? this.missingBySlug.load(slug);
  }

  /** The ids of the rows that have these slugs; for a slug that none has, the id that no row has. */
  async idsOf(slugs: readonly string[]): Promise<string[]> {
    const ids = slugs.map(async (slug) => (await this.bySlug(slug))?.uuid ?? NIL);
    return [...new Set(await Promise.all(ids))];
  }

  forget(): void {
    this.age++;
    this.byId.clear();
    this.idBySlug.clear();
  }

  private async read(column: 'id' | 'slug', keys: readonly string[]): Promise<(T | null)[]> {
    const { age } = this;
    const projection = project(this.db, this.model, 'r', 'all');
    const columns = sql`${projection.columns}, asked.key`;
    const rows = await readRows(this.db, sql`SELECT ${columns} ${this.asked(column, keys)}`);
    const found = rows.map(
      (row) => [row[projection.width] as string, projection.from(row)] as const,
    );
    if (age === this.age) this.keep(column, found);
    const byKey = new Map(found);
    return keys.map((key) => byKey.get(key) ?? null);
  }

  /** The rows of keys, each beside its key. */
  private asked(column: 'id' | 'slug', keys: readonly string[]): Sql {
    const table = this.tableOf(this.model);
    const values = [...new Set(keys)];
    const type = raw(column === 'id' ? 'uuid' : 'text');
    const asked = sql`FROM unnest(${values}::${type}[]) AS asked (key)`;
    if (!this.redirects) return sql`${asked} JOIN ${table} r ON r.${raw(column)} = asked.key`;
    const from = raw(`from_${column}`);
    return sql`${asked} LEFT JOIN ${table} own ON own.${raw(column)} = asked.key
      LEFT JOIN ${this.tableOf(this.redirects)} moved ON moved.${from} = asked.key
      JOIN ${table} r ON r.id = coalesce(own.id, moved.into_id)`;
  }

  private tableOf(model: ModelClass<object>): Sql {
    return raw(this.db.getMetadata(model).tablePath);
  }

  private keep(column: 'id' | 'slug', found: readonly (readonly [key: string, row: T])[]): void {
    const ttl = this.isTold() ? 0 : KEPT_UNTOLD;
    for (const [key, row] of found) {
      Object.freeze(row);
      this.byId.set(row.uuid, row, { ttl });
      this.idBySlug.set(row.slug, row.uuid, { ttl });
      if (column === 'id') this.byId.set(key, row, { ttl });
      else this.idBySlug.set(key, row.uuid, { ttl });
    }
  }
}
