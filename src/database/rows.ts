import { raw, type Sql } from 'sql-template-tag';
import type { DataSource, EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';

/** A model class, abstract or not. */
export type ModelClass<T> = abstract new () => T;

/** One row as the driver returns it, by output column name. */
export type Row = Record<string, unknown>;

type Constructor = new () => object;

/** Where one output column goes in the model. */
interface Output {
  name: string;
  property: string;
  /** The value object that holds the property, for an embedded column. */
  embedded?: { property: string; type: Constructor };
}

/**
 * How one model is read under one table alias: its columns for a SELECT, and the way back from a row
 * to an instance. Names come from the model's metadata, so that nobody writes a column list by hand.
 */
export class Rows<T extends object> {
  /** `a."id" AS "a.uuid", a."slug" AS "a.slug", …` */
  readonly columns: Sql;
  private readonly outputs: Output[];
  private readonly classes: Map<unknown, Constructor>;
  private readonly kindOutput: string | undefined;

  constructor(metadata: EntityMetadata, alias: string) {
    const family = [metadata, ...metadata.childEntityMetadatas];
    const columns = family.flatMap((m) => m.columns).filter((column) => column.isSelect);
    const unique = [...new Map(columns.map((c) => [c.databaseName, c])).values()];
    const output = (c: ColumnMetadata): string => `${alias}.${c.propertyPath}`;
    this.columns = raw(
      unique.map((c) => `${alias}."${c.databaseName}" AS "${output(c)}"`).join(', '),
    );
    this.outputs = unique.map((c) => toOutput(c, output(c)));
    this.classes = new Map(family.map((m) => [m.discriminatorValue, m.target as Constructor]));
    this.kindOutput = metadata.discriminatorColumn && output(metadata.discriminatorColumn);
  }

  /** The instance that a row of this selection stands for; its class follows the row's kind. */
  from(row: Row): T {
    const kind = this.kindOutput === undefined ? undefined : row[this.kindOutput];
    const model =
      this.kindOutput === undefined ? [...this.classes.values()][0] : this.classes.get(kind);
    if (!model) throw new Error(`no model for a row of kind ${String(kind)}`);
    const instance = new model() as Row;
    for (const output of this.outputs) place(instance, output, row[output.name]);
    return instance as T;
  }
}

function toOutput(column: ColumnMetadata, name: string): Output {
  const { embeddedMetadata: embedded, propertyName: property } = column;
  if (!embedded) return { name, property };
  const type = embedded.type as Constructor;
  return { name, property, embedded: { property: embedded.propertyName, type } };
}

/** Sets a column's value. An embedded value object exists only where one of its columns is set. */
function place(instance: Row, { property, embedded }: Output, value: unknown): void {
  if (!embedded) {
    instance[property] = value;
    return;
  }
  const holder = (instance[embedded.property] ??=
    value === null ? null : new embedded.type()) as Row | null;
  if (holder) holder[property] = value;
}

const known = new WeakMap<DataSource, Map<string, Rows<object>>>();

/** The rows of a model under an alias; made once for each database. */
export function rowsOf<T extends object>(
  db: DataSource,
  model: ModelClass<T>,
  alias: string,
): Rows<T> {
  const byName = known.get(db) ?? new Map<string, Rows<object>>();
  known.set(db, byName);
  const key = `${model.name} ${alias}`;
  const rows = byName.get(key) ?? new Rows<T>(db.getMetadata(model), alias);
  byName.set(key, rows);
  return rows as Rows<T>;
}
