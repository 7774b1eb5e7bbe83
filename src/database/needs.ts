import type { ModelClass } from './rows';

/** The properties that fields are answered from, by model and field. */
const declared: { model: ModelClass<object>; field: string; properties: readonly string[] }[] = [];

/**
 * Says, beside the resolver of a field, which columns of the parent it reads: they are selected when the
 * field is. The key is selected always.
 */
export function Needs<T extends object>(
  model: ModelClass<T>,
  ...properties: (keyof T & string)[]
): MethodDecorator {
  return (_target, field) => {
    declared.push({ model, field: String(field), properties });
  };
}

/** What the fields of a model need, those of its parents and children among them. */
export function needsOf(model: ModelClass<object>): Map<string, readonly string[]> {
  const isKin = (other: ModelClass<object>): boolean =>
    other === model ||
    other.prototype instanceof model ||
    (model.prototype as object) instanceof other;
  const needs = new Map<string, readonly string[]>();
  for (const { model: other, field, properties } of declared) {
    if (isKin(other)) needs.set(field, [...(needs.get(field) ?? []), ...properties]);
  }
  return needs;
}
