import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  type TypeInfo,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { badInput, refusal } from '../graphql/errors';
import { isStorableText } from '../graphql/text';
import type { Bounds } from './rules';

type ValueBounds = Pick<Bounds, 'page' | 'list' | 'text'>;

/** What is asked of a value, beside its type, where it stands. */
export interface Place {
  /** The size of a page: the name of the argument. */
  page: string | undefined;
  /** Whether it is a cursor: those are as long as the server makes them. */
  cursor: boolean;
  /** Whether a mutation keeps it: a story may be long, and have many blocks; its input says how many. */
  written: boolean;
}

const PAGES = ['first', 'last'];
const CURSORS = ['after', 'before'];

/** Where a walk of a document is. */
export function placeIn(schema: GraphQLSchema, types: TypeInfo | ValidationContext): Place {
  const { name }: Pick<GraphQLArgument, 'name'> = types.getArgument() ?? { name: '' };
  return {
    page: PAGES.includes(name) ? name : undefined,
    cursor: CURSORS.includes(name),
    written: types.getParentType()?.name === schema.getMutationType()?.name,
  };
}

/** Refuses what is written out in a document and goes too far: once for each document, for it does not vary. */
export function literalValues(bounds: ValueBounds): ValidationRule {
  return (context) => {
    const check = (value: string | number | readonly unknown[]): void => {
      const type = context.getInputType();
      const broken = type && brokenRule(bounds, placeIn(context.getSchema(), context), type, value);
      if (broken) context.reportError(badInput(broken));
    };
    return {
      // A default is checked as the value of its variable.
      VariableDefinition: () => false,
      StringValue: (node) => check(node.value),
      IntValue: (node) => check(Number(node.value)),
      ListValue: (node) => check(node.values),
    };
  };
}

/** A long name is sent back with each item that bears it. */
export function namesWithin({ text }: Pick<Bounds, 'text'>): ValidationRule {
  return (context) => ({
    Name: ({ value }) => {
      if (value.length <= text) return;
      context.reportError(badInput(`A name in a query has at most ${text} characters.`));
    },
  });
}

/**
 * Checks the value of a variable. What is not of its type is left for GraphQL to refuse.
 *
 * @throws BAD_USER_INPUT
 */
export function checkValue(
  bounds: ValueBounds,
  place: Place,
  type: GraphQLInputType,
  value: unknown,
): void {
  const broken = brokenRule(bounds, place, type, value);
  if (broken) throw refusal('BAD_USER_INPUT', broken);
  const inner = getNullableType(type);
  if (isListType(inner)) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      checkValue(bounds, place, inner.ofType, item);
    }
  } else if (isInputObjectType(inner) && typeof value === 'object' && value !== null) {
    for (const field of Object.values(inner.getFields())) {
      if (Object.hasOwn(value, field.name)) {
        checkValue(bounds, place, field.type, (value as Record<string, unknown>)[field.name]);
      }
    }
  }
}

/** What is wrong with a value itself, not with what it holds. */
function brokenRule(
  bounds: ValueBounds,
  { page, cursor, written }: Place,
  type: GraphQLInputType,
  value: unknown,
): string | undefined {
  if (typeof value === 'string') {
    if (!isStorableText(value)) {
      return 'A text holds U+0000 or half a surrogate pair, which is not text.';
    }
    const isFree = ['String', 'ID'].includes(getNamedType(type).name);
    if (isFree && !cursor && !written && value.length > bounds.text) {
      return `A text in an argument has at most ${bounds.text} characters.`;
    }
  }
  if (page !== undefined && typeof value === 'number' && !(value >= 1 && value <= bounds.page)) {
    return `Argument "${page}" must be from 1 to ${bounds.page}.`;
  }
  const isStory = written && isInputObjectType(getNamedType(type));
  if (Array.isArray(value) && !isStory && value.length > bounds.list) {
    return `A list in an argument holds at most ${bounds.list} values.`;
  }
  return undefined;
}
