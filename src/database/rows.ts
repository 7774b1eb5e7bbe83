import { raw, type Sql } from 'sql-template-tag';
import type { DataSource, EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';
import { needsOf } from './needs';

/** A model class, abstract or not. */
export type ModelClass<T> = abstract new () => T;

/** One row as the driver returns it: its columns in the order of the SELECT. */
export type Row = unknown[];

/** Names of GraphQL fields. */
export type Fields = ReadonlySet<string>;

type Constructor = new () => Record<string, unknown>;

/** One column that can be selected, and where it goes in the model. */
interface Output {
  sql: string;
  property: string;
  /** The value object that holds the property, for an embedded column. */
  embedded?: { property: string; type: Constructor };
  /** Keys, and what tells the class of a row, are always selected. */
  always: boolean;
}

/** How some columns of a model are read: for a SELECT, and the way back from a row to an instance. */
export class Projection<T extends object> {
  readonly columns: Sql;
  private readonly kindAt: number;

  constructor(
    private readonly outputs: readonly Output[],
    private readonly classes: ReadonlyMap<unknown, Constructor>,
    kindProperty: string | undefined,
  ) {
    this.columns = raw(outputs.map(({ sql }) => sql).join(', '));
    this.kindAt = outputs.findIndex(({ property }) => property === kindProperty);
  }

  /** How many columns it takes. */
  get width(): number {
    return this.outputs.length;
  }

  /** The instance that a row stands for, its columns from `start` on; its class follows its kind. */
  from(row: Row, start = 0): T {
    const kind = this.kindAt < 0 ? undefined : row[start + this.kindAt];
    const model = this.classes.get(kind);
    if (!model) throw new Error(`no model for a row of kind ${String(kind)}`);
    const instance = new model();
    let at = start;
    for (const output of this.outputs) place(instance, output, row[at++]);
    return instance as T;
  }
}

/** Sets a column's value. An embedded value object exists only where one of its columns is set. */
function place(
  instance: Record<string, unknown>,
  { property, embedded }: Output,
  value: unknown,
): void {
  if (!embedded) {
    instance[property] = value;
    return;
  }
  const holder = (instance[embedded.property] ??=
    value === null ? null : new embedded.type()) as Record<string, unknown> | null;
  if (holder) holder[property] = value;
}

/**
 * How one model is read under one table alias. Names come from the model's metadata, so that nobody
 * writes a column list by hand; which columns are read follows from the GraphQL fields that are selected.
 */
class Rows<T extends object> {
  private readonly outputs: Output[];
  private readonly classes: Map<unknown, Constructor>;
  private readonly kindProperty: string | undefined;
  private readonly needs: Map<string, readonly string[]>;
  /** By the very set: the selections of a query that came before are the same objects. */
  private readonly byFields = new WeakMap<Fields, Map<string, Projection<T>>>();
  private readonly byColumns = new Map<string, Projection<T>>();

  constructor(metadata: EntityMetadata, model: ModelClass<T>, alias: string) {
    const family = [metadata, ...metadata.childEntityMetadatas];
    const columns = family.flatMap((m) => m.columns).filter((column) => column.isSelect);
    const unique = [...new Map(columns.map((c) => [c.databaseName, c])).values()];
    this.kindProperty = metadata.discriminatorColumn?.propertyName;
    this.outputs = unique.map((c) => toOutput(c, alias, this.kindProperty));
    this.classes = new Map(
      family.map((m) => [this.kindProperty && m.discriminatorValue, m.target as Constructor]),
    );
    this.needs = needsOf(model);
    this.refuseUnknown([...this.needs.values()].flat());
  }

  /** The columns that these fields are answered from, and these properties besides. */
  project(fields: Fields | 'all', also: readonly string[]): Projection<T> {
    if (fields === 'all') return this.select(this.outputs);
    const byProperties = this.byFields.get(fields) ?? new Map<string, Projection<T>>();
    this.byFields.set(fields, byProperties);
    const key = also.join();
    const projection = byProperties.get(key) ?? this.select(this.outputsFor(fields, also));
    byProperties.set(key, projection);
    return projection;
  }

  private outputsFor(fields: Fields, also: readonly string[]): Output[] {
    const wanted = new Set([...fields, ...also]);
    for (const field of fields) {
      for (const property of this.needs.get(field) ?? []) wanted.add(property);
    }
    return this.outputs.filter(
      ({ always, property, embedded }) => always || wanted.has(embedded?.property ?? property),
    );
  }

  private select(outputs: Output[]): Projection<T> {
    const key = outputs.map(({ sql }) => sql).join();
    const projection =
      this.byColumns.get(key) ?? new Projection<T>(outputs, this.classes, this.kindProperty);
    // A model has few columns, and queries ask for few sets of them; whoever asks for all sets gains nothing.
    if (this.byColumns.size < MOST_PROJECTIONS) this.byColumns.set(key, projection);
    return projection;
  }

  private refuseUnknown(properties: readonly string[]): void {
    const known = new Set(
      this.outputs.map((output) => output.embedded?.property ?? output.property),
    );
    const unknown = properties.find((property) => !known.has(property));
    if (unknown !== undefined) throw new Error(`a field needs ${unknown}, which is no column`);
  }
}

const MOST_PROJECTIONS = 500;

function toOutput(column: ColumnMetadata, alias: string, kindProperty?: string): Output {
  const { embeddedMetadata: embedded, propertyName: property } = column;
  const output = {
    sql: `${alias}."${column.databaseName}"`,
    property,
    always: column.isPrimary || property === kindProperty,
  };
  if (!embedded) return output;
  const type = embedded.type as Constructor;
  return { ...output, embedded: { property: embedded.propertyName, type } };
}

/** By the driver, which every request's view of a database shares. */
const known = new WeakMap<DataSource['driver'], Map<string, Rows<object>>>();

/**
 * How the rows of a model are read under an alias, for the fields selected.
 *
 * @param also properties that the reader itself needs, such as the key that it groups by
 */
export function project<T extends object>(
  db: DataSource,
  model: ModelClass<T>,
  alias: string,
  fields: Fields | 'all',
  ...also: (keyof T & string)[]
): Projection<T> {
  const byName = known.get(db.driver) ?? new Map<string, Rows<object>>();
  known.set(db.driver, byName);
  const key = `${model.name} ${alias}`;
  const rows = byName.get(key) ?? new Rows<T>(db.getMetadata(model), model, alias);
  byName.set(key, rows);
  return (rows as Rows<T>).project(fields, also);
}
