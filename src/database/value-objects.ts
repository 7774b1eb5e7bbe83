import type { EntityManager, ObjectLiteral } from 'typeorm';

/**
 * TypeORM reads a value object where none of its columns has a value, and writes none where it is null. In
 * our models it is null then, and that is to be written.
 */

/** Makes null of the value objects of a row that have no values. */
export function withoutEmptyValues<T extends ObjectLiteral>(manager: EntityManager, row: T): T {
  const values = row as Record<string, Record<string, unknown> | null>;
  for (const { propertyName, columns } of embeddedsOf(manager, row)) {
    const value = values[propertyName];
    if (value && columns.every((column) => value[column.propertyName] === null)) {
      values[propertyName] = null;
    }
  }
  return row;
}

/** Writes what differs of a row that is there, its value objects that are null as well. */
export async function saveRow(manager: EntityManager, row: ObjectLiteral): Promise<void> {
  const values = row as Record<string, unknown>;
  for (const { propertyName, columns } of embeddedsOf(manager, row)) {
    values[propertyName] ??= Object.fromEntries(
      columns.map((column) => [column.propertyName, null]),
    );
  }
  await manager.save(row, { reload: false });
  withoutEmptyValues(manager, row);
}

function embeddedsOf(
  manager: EntityManager,
  row: ObjectLiteral,
): { propertyName: string; columns: { propertyName: string }[] }[] {
  return manager.dataSource.getMetadata(row.constructor).embeddeds;
}
