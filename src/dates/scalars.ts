import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { isCalendarDay, readEdtf } from './edtf';

function dayOf(value: unknown): string {
  if (typeof value === 'string' && isCalendarDay(value)) return value;
  throw new GraphQLError('Date must be a calendar day from 0001-01-01 to 9999-12-31.');
}

function edtfOf(value: unknown): string {
  if (typeof value !== 'string') throw new GraphQLError('EDTF must be a string.');
  return readEdtf(value).edtf;
}

/** A day, with no time and no time zone. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description:
    'A calendar day: ISO 8601, as in 2026-01-28. It has no time of day and no time zone.',
  serialize: (value) => value as string,
  parseValue: dayOf,
  parseLiteral: (node) => dayOf(node.kind === Kind.STRING ? node.value : undefined),
});

/** A date as precise as its source. */
export const EdtfScalar = new GraphQLScalarType<string, string>({
  name: 'EDTF',
  description:
    'A date as precise as its source gives it: ISO 8601-2 (Extended Date/Time Format), levels 0 and 1. ' +
    '2025-10 is a month, 2025-10-11/2025-10-20 an interval, ../2026-01-28 open at its start.',
  specifiedByURL: 'https://www.loc.gov/standards/datetime/',
  serialize: (value) => value as string,
  parseValue: edtfOf,
  parseLiteral: (node) => edtfOf(node.kind === Kind.STRING ? node.value : undefined),
});
