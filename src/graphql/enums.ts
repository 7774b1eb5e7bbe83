import { registerEnumType } from 'type-graphql';

/**
 * Declares an enum once: for TypeScript, for GraphQL and for the database.
 *
 * @param values every value with the description that an analyst reads in the schema
 */
export function defineEnum<K extends string>(
  name: string,
  description: string,
  values: Record<K, string>,
): { readonly [P in K]: P } {
  const keys = Object.keys(values) as K[];
  const enumObject = Object.fromEntries(keys.map((key) => [key, key])) as { [P in K]: P };
  const valuesConfig = Object.fromEntries(keys.map((key) => [key, { description: values[key] }]));
  registerEnumType(enumObject, { name, description, valuesConfig: valuesConfig as never });
  return enumObject;
}
