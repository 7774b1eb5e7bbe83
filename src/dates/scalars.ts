import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { InvalidEdtf, isCalendarDay, readEdtf } from './edtf';

function dayOf(value: unknown, node?: ValueNode): string {
  if (typeof value === 'string' && isCalendarDay(value)) return value;
  const message = 'Date must be a calendar day from 0001-01-01 to 9999-12-31.';
  throw new GraphQLError(message, { nodes: node ?? null });
}

function edtfOf(value: unknown, node?: ValueNode): string {
  try {
    return readEdtf(typeof value === 'string' ? value : '').edtf;
  } catch (error) {
    if (!(error instanceof InvalidEdtf)) throw error;
    throw new GraphQLError(`EDTF: ${error.message}`, { nodes: node ?? null });
  }
}

/** A day, with no time and no time zone. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description:
    'A calendar day: ISO 8601, as in 2026-01-28. It has no time of day and no time zone.',
  serialize: (value) => value as string,
  parseValue: (value) => dayOf(value),
  parseLiteral: (node) => dayOf(node.kind === Kind.STRING ? node.value : undefined, node),
});

/** A date as precise as its source. */
export const EdtfScalar = new GraphQLScalarType<string, string>({
  name: 'EDTF',
  description:
    'A date as precise as its source gives it: ISO 8601-2 (Extended Date/Time Format), levels 0 and 1. ' +
    '2025-10 is a month, 2025-10-11/2025-10-20 an interval, ../2026-01-28 open at its start.',
  specifiedByURL: 'https://www.loc.gov/standards/datetime/',
  serialize: (value) => value as string,
  parseValue: (value) => edtfOf(value),
  parseLiteral: (node) => edtfOf(node.kind === Kind.STRING ? node.value : undefined, node),
});
