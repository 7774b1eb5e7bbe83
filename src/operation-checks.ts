import { NoSchemaIntrospectionCustomRule, type GraphQLSchema } from 'graphql';
import type { Config } from './config';
import { MOST_ERRORS } from './limits/apollo';
import { Limits, type OperationChecks } from './limits/limits';
import { Turns } from './limits/turns';

/** Of what may run at once, the part of an operation that never waits for its turn. */
const SMALL = 1 / 20;

/** How the settings have operations checked, by HTTP and through sockets alike. */
export function checksOf(config: Config, schema: GraphQLSchema): OperationChecks {
  const limits = new Limits(schema, {
    depth: config.DATELINE_MAX_DEPTH,
    aliases: config.DATELINE_MAX_ALIASES,
    directives: config.DATELINE_MAX_DIRECTIVES,
    page: config.DATELINE_MAX_PAGE_SIZE,
    list: config.DATELINE_MAX_LIST,
    text: config.DATELINE_MAX_TEXT,
    cost: config.DATELINE_MAX_COST,
  });
  const most = config.DATELINE_MAX_RUNNING_COST;
  return {
    limits,
    turns: new Turns(most, most * SMALL),
    parseOptions: { maxLexicalTokens: config.DATELINE_MAX_TOKENS },
    // Both add one more error, which says that there are more.
    validationOptions: { maxErrors: MOST_ERRORS - 1 },
    executionOptions: { maxCoercionErrors: MOST_ERRORS - 1 },
    validationRules: config.DATELINE_INTROSPECTION
      ? limits.rules
      : [...limits.rules, NoSchemaIntrospectionCustomRule],
  };
}
