import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Config } from './config';
import { errorFormatter } from './graphql/format-error';
import { limitsPlugin, type Limited } from './limits/apollo';
import type { OperationChecks } from './limits/limits';
import type { Documents } from './limits/trusted';
import { operationMetrics } from './operations/operation-metrics';
import { cachePolicies } from './responses/policy';
import { FIRST_QUERY, FIRST_VARIABLES } from './sandbox';

export interface ApolloOptions {
  config: Config;
  log: FastifyBaseLogger;
  schema: GraphQLSchema;
  checks: OperationChecks;
  documents: Documents;
  drain: ApolloServerPlugin;
}

/** Apollo Server, not yet started, with every limit on what it runs. */
export function apolloServer<C extends Limited>(options: ApolloOptions): ApolloServer<C> {
  const { config, log, schema, checks, documents, drain } = options;
  return new ApolloServer<C>({
    schema,
    // The rules that sockets share see to it.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    persistedQueries: { cache: documents },
    parseOptions: checks.parseOptions,
    validationRules: checks.validationRules,
    validationOptions: checks.validationOptions,
    executionOptions: checks.executionOptions,
    formatError: errorFormatter({ log, suggests: config.DATELINE_INTROSPECTION }),
    logger: log,
    plugins: [
      drain,
      operationMetrics,
      limitsPlugin(checks, config.DATELINE_QUERY_TIMEOUT_MS),
      // It would look at every field of every answer.
      ApolloServerPluginCacheControlDisabled(),
      cachePolicies(),
      config.DATELINE_SANDBOX ? sandbox() : ApolloServerPluginLandingPageDisabled(),
    ],
  });
}

/** Apollo Sandbox in the page itself, in production too: analysts live there. */
function sandbox(): ApolloServerPlugin {
  return ApolloServerPluginLandingPageLocalDefault({
    embed: { runTelemetry: false, initialState: { pollForSchemaUpdates: false } },
    document: FIRST_QUERY,
    variables: FIRST_VARIABLES,
    includeCookies: false,
    footer: false,
  });
}
