import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import { GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';
import { unconditionalSubscriptions } from './unconditional';
import { literalValues, namesWithin } from './values';

/** How far an operation may go. The README's table says what each bounds. */
export interface Bounds {
  depth: number;
  aliases: number;
  directives: number;
  /** The largest page. */
  page: number;
  /** The most values of a list in an argument. */
  list: number;
  /** The most UTF-16 code units of a name, and of a text in an argument of a query. */
  text: number;
  cost: number;
}

/** What armor's rules do with a query that goes too far: report it like any other rule, not throw. */
const reported = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, error: GraphQLError): void =>
      // It is no syntax error, though armor calls it one.
      context?.reportError(new GraphQLError(error.message.replace('Syntax Error: ', ''))),
  ],
};

/** The validation rules that keep a document within bounds. */
export function limitRules(bounds: Bounds): ValidationRule[] {
  const { depth, aliases, directives } = bounds;
  return [
    maxDepthRule({ n: depth, flattenFragments: true, ...reported }),
    maxAliasesRule({ n: aliases, allowList: [], ...reported }),
    maxDirectivesRule({ n: directives, ...reported }),
    namesWithin(bounds),
    literalValues(bounds),
    unconditionalSubscriptions,
  ] as ValidationRule[];
}
