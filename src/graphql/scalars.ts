import { GraphQLError, GraphQLScalarType, type ValueNode } from 'graphql';
import { GraphQLDateTime, GraphQLURL } from 'graphql-scalars';

const dateTime = GraphQLDateTime.toConfig();

/** The package's reading, without its messages: they repeat what was sent. */
function instantOf(value: unknown, node?: ValueNode): Date {
  try {
    const instant = dateTime.parseValue(value);
    // PostgreSQL has no year 0, and RFC 3339 none of five digits; an offset may lead to either.
    const year = instant.getUTCFullYear();
    if (year >= 1 && year <= 9999) return instant;
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

/** UTF-16 code units. */
const LONGEST_URL = 2000;

/** Only what leads to a page: a client that shows another scheme as a link would run what stands in it. */
function pageAt(value: unknown, node?: ValueNode): URL {
  if (typeof value === 'string' && value.length <= LONGEST_URL && URL.canParse(value)) {
    const url = new URL(value);
    if (['http:', 'https:'].includes(url.protocol)) return url;
  }
  throw new GraphQLError(
    `URL must be an absolute http or https URL of at most ${LONGEST_URL} characters.`,
    { nodes: node ?? null },
  );
}

/** An absolute address on the web. */
export const UrlScalar = new GraphQLScalarType({
  ...GraphQLURL.toConfig(),
  description:
    'An absolute http or https URL, as RFC 3986 defines it, of at most 2,000 characters.',
  parseValue: (value) => pageAt(value),
  parseLiteral: (node) => pageAt('value' in node ? node.value : undefined, node),
});
