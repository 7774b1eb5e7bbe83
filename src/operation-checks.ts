import { NoSchemaIntrospectionCustomRule } from 'graphql';
import type { Config } from './config';
import { limitRules, type OperationChecks } from './graphql/limits';

/** How the settings have operations checked, by HTTP and through sockets alike. */
export function checksOf(config: Config): OperationChecks {
  const limits = limitRules({
    depth: config.DATELINE_MAX_DEPTH,
    aliases: config.DATELINE_MAX_ALIASES,
    directives: config.DATELINE_MAX_DIRECTIVES,
  });
  return {
    parseOptions: { maxLexicalTokens: config.DATELINE_MAX_TOKENS },
    validationRules: config.DATELINE_INTROSPECTION
      ? limits
      : [...limits, NoSchemaIntrospectionCustomRule],
  };
}
