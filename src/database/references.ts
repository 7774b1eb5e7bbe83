import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import sql, { raw } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { NIL } from 'uuid';
import { readModels } from './read';
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
   */
  constructor(
    private readonly db: DataSource,
    private readonly model: ModelClass<T>,
    mostKept: number,
    private readonly isTold: () => boolean,
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
    const { tablePath } = this.db.getMetadata(this.model);
    const projection = project(this.db, this.model, 'r', 'all');
    const values = [...new Set(keys)];
    const condition = column === 'id' ? sql`r.id = ANY(${values})` : sql`r.slug = ANY(${values})`;
    const found = await readModels(
      this.db,
      projection,
      sql`FROM ${raw(tablePath)} r WHERE ${condition}`,
    );
    if (age === this.age) this.keep(found);
    const keyOf = column === 'id' ? (row: T) => row.uuid : (row: T) => row.slug;
    const byKey = new Map(found.map((row) => [keyOf(row), row]));
    return keys.map((key) => byKey.get(key) ?? null);
  }

  private keep(rows: readonly T[]): void {
    const ttl = this.isTold() ? 0 : KEPT_UNTOLD;
    for (const row of rows) {
      this.byId.set(row.uuid, Object.freeze(row), { ttl });
      this.idBySlug.set(row.slug, row.uuid, { ttl });
    }
  }
}
