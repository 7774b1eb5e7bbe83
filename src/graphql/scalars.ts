import { GraphQLError, GraphQLScalarType, type ValueNode } from 'graphql';
import { GraphQLDateTime, GraphQLURL } from 'graphql-scalars';

const dateTime = GraphQLDateTime.toConfig();

/** The package's reading, without its messages: they repeat what was sent. */
function instantOf(value: unknown, node?: ValueNode): Date {
  try {
    const instant = dateTime.parseValue(value);
    // PostgreSQL has no year 0, and nothing here is that old.
    if (instant.getUTCFullYear() >= 1) return instant;
  } catch {
    // Refused below, in our own words.
  }
  throw new GraphQLError('DateTime must be RFC 3339, as in 2026-01-28T09:00:00Z.', {
    nodes: node ?? null,
  });
}

/** A moment: RFC 3339, written in UTC with milliseconds. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'A moment: RFC 3339, written in UTC with milliseconds, as in 2026-01-28T09:00:00.000Z.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: (value) => instantOf(value),
  parseLiteral: (node) => instantOf('value' in node ? node.value : undefined, node),
});

/** An absolute address on the web. */
export const UrlScalar = new GraphQLScalarType({
  ...GraphQLURL.toConfig(),
  description: 'An absolute URL, as RFC 3986 defines it.',
});
