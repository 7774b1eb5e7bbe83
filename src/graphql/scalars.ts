import { GraphQLError, GraphQLScalarType } from 'graphql';
import { GraphQLDateTime, GraphQLURL } from 'graphql-scalars';

const dateTime = GraphQLDateTime.toConfig();

function readInstant(read: () => Date): Date {
  const instant = read();
  // PostgreSQL and ISO 8601 disagree about the year 0, and nothing here is that old.
  if (instant.getUTCFullYear() >= 1) return instant;
  throw new GraphQLError('DateTime cannot represent a year before 0001.');
}

/** A moment: RFC 3339, written in UTC with milliseconds. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  ...dateTime,
  name: 'DateTime',
  description:
    'A moment: RFC 3339, written in UTC with milliseconds, as in 2026-01-28T09:00:00.000Z.',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: (value) => readInstant(() => dateTime.parseValue(value)),
  parseLiteral: (node, variables) => readInstant(() => dateTime.parseLiteral(node, variables)),
});

/** An absolute address on the web. */
export const UrlScalar = new GraphQLScalarType({
  ...GraphQLURL.toConfig(),
  description: 'An absolute URL, as RFC 3986 defines it.',
});
