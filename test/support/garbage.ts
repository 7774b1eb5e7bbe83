import * as fc from 'fast-check';
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';
import type { GraphQLResult } from './server';

/** Values that lead deep: by the field that they are for, `Input.field`, or by its type. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

interface Taken {
  name: string;
  type: GraphQLInputType;
}

/** The arguments of a field, or the fields of an input. */
export interface Form {
  name: string;
  fields: readonly Taken[];
  isOneOf?: boolean;
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 230 }),
  fc.constantFrom(
    ...['', '\0', '\ud800', '2025-02-30', '2025-13', '../..', 'XXXX'],
    ...['9999999999999999', "'; --", '2025-01-01/2024-01-01', '+275760-09-13T00:00:00.001Z'],
  ),
  fc.constantFrom(
    ...['russia', 'second-visit-to-moscow', 'SY', '2025-01-01', '__proto__', 'constructor'],
  ),
  fc.base64String({ maxLength: 60 }),
);
const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, 1, 101, -1, 2 ** 31, 1e300));

/** Any JSON. */
export const anything = fc.oneof(
  ...[text, number, fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 2 })],
  fc.constantFrom(
    ...['__proto__', 'constructor', 'toString'].map((key) => JSON.parse(`{"${key}":{}}`) as object),
  ),
);

/** A form in which one field is garbage, or several: many at once would be refused for the first of them. */
export function garbled(form: Form, known: Known = {}): fc.Arbitrary<Record<string, unknown>> {
  const garbageFor = ({ name, type }: Taken): fc.Arbitrary<unknown> =>
    fc.oneof(
      { weight: 6, arbitrary: formed(type, known, `${form.name}.${name}`) },
      { weight: 1, arbitrary: anything },
    );
  const one = fc
    .constantFrom(...form.fields)
    .chain((field) => fc.record({ [field.name]: garbageFor(field) }));
  const several = fc.record(
    Object.fromEntries(form.fields.map((field) => [field.name, garbageFor(field)])),
    { requiredKeys: [] },
  );
  return fc
    .tuple(
      form.isOneOf ? fc.constant({}) : sound(form, known),
      fc.oneof({ weight: 4, arbitrary: one }, { weight: 1, arbitrary: several }),
    )
    .map(([rest, garbage]) => ({ ...rest, ...garbage }));
}

/** A value of the form of its type, with garbage for leaves. */
function formed(type: GraphQLInputType, known: Known, place: string): fc.Arbitrary<unknown> {
  const inner = getNullableType(type);
  if (isListType(inner)) {
    const item = fc.oneof(
      formed(inner.ofType, known, place),
      soundValue(inner.ofType, known, place),
      anything,
    );
    return fc.array(item, { maxLength: 4 });
  }
  if (isInputObjectType(inner)) return garbled(formOf(inner), known);
  const leaf = inner.name === 'Int' ? number : text;
  return fc.oneof(soundValue(inner, known, place), leaf);
}

/** What must be given, and a little of what may be, each as it should be. */
function sound(form: Form, known: Known): fc.Arbitrary<Record<string, unknown>> {
  const samples = known[form.name];
  if (samples) return fc.constantFrom(...(samples as Record<string, unknown>[]));
  const [required, optional] = [true, false].map((is) =>
    form.fields.filter(({ type }) => isNonNullType(type) === is),
  ) as [Taken[], Taken[]];
  const some = form.isOneOf
    ? fc.constantFrom(...optional).map((field) => [field])
    : fc.subarray(optional, { maxLength: Math.min(optional.length, 2) });
  return some.chain((more) =>
    fc.record(
      Object.fromEntries(
        [...required, ...more].map(({ name, type }) => [
          name,
          soundValue(type, known, `${form.name}.${name}`),
        ]),
      ),
    ),
  );
}

/** What any value of a type is like, where nothing better is known. */
const USUAL: Known = {
  Boolean: [true, false],
  Int: [1, 2, 3],
  Float: [35.5],
  Date: ['2025-10-15'],
  EDTF: ['2025-10-15', '../2026-01', '2025-XX'],
  DateTime: ['2026-02-03T04:05:06Z', '2999-01-01T00:00:00Z'],
  URL: ['https://news.example/one', 'https://news.example/two'],
};

function soundValue(type: GraphQLInputType, known: Known, place: string): fc.Arbitrary<unknown> {
  const inner = getNullableType(type);
  if (isListType(inner)) {
    const item = soundValue(inner.ofType, known, place);
    return fc.array(item, { minLength: 1, maxLength: 2 });
  }
  if (isInputObjectType(inner)) return sound(formOf(inner), known);
  if (isEnumType(inner)) return fc.constantFrom(...inner.getValues().map(({ name }) => name));
  return fc.constantFrom(...(known[place] ?? USUAL[inner.name] ?? ['russia']));
}

export function formOf(type: GraphQLInputObjectType): Form {
  return { name: type.name, fields: Object.values(type.getFields()), isOneOf: type.isOneOf };
}

/** An operation of one field whose arguments are all variables. */
export function operationWith(
  kind: 'query' | 'mutation' | 'subscription',
  field: GraphQLField<unknown, unknown>,
  { open, close } = { open: '', close: '' },
): string {
  const definitions = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  return `${kind} (${definitions}) { ${open} ${field.name}(${given}) ${selectionOf(field)} ${close} }`;
}

/** Everything below a field that takes no way further. */
function selectionOf({ type }: GraphQLField<unknown, unknown>): string {
  const inner = getNamedType(type);
  if (!isCompositeType(inner)) return '';
  const fields = isObjectType(inner) || isInterfaceType(inner) ? inner.getFields() : {};
  const leaves = Object.values(fields)
    .filter((field) => !isCompositeType(getNamedType(field.type)) && field.args.length === 0)
    .map(({ name }) => name);
  return `{ __typename ${leaves.join(' ')} ${'nodes' in fields ? 'nodes { __typename }' : ''} }`;
}

/** What may be said of garbage; keys such as __proto__ make the whole body one. */
const CLIENTS_FAULT = ['BAD_USER_INPUT', 'BAD_REQUEST', 'GRAPHQL_VALIDATION_FAILED', 'NOT_FOUND'];
const INTERNAL =
  /\b(SELECT|INSERT|UPDATE|FROM) |node_modules|\.[jt]s\b|\n\s+at |relation "|constraint/;
/** The shortest text whose return is no accident. */
const TELLING = 12;

/** Holds errors against what is promised of those that come of what was sent. */
export function expectClientsFault(
  errors: NonNullable<GraphQLResult['errors']>,
  sent: unknown,
  others: readonly string[] = [],
): void {
  expect(errors.length).toBeLessThanOrEqual(10);
  expect(JSON.stringify(errors).length).toBeLessThan(64_000);
  for (const { message, extensions } of errors) {
    expect([...CLIENTS_FAULT, ...others]).toContain(extensions.code);
    expect(message).not.toMatch(INTERNAL);
    expect(textsIn(sent).filter((one) => message.includes(one))).toEqual([]);
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length < TELLING ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
