import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import cors from '@fastify/cors';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
} from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import { authenticator } from './access/authenticate';
import { identifyViewers } from './access/identify-viewers';
import { keepTallies } from './articles/keep-tallies';
import type { Config } from './config';
import { contextFor, knownRows, type Context } from './context';
import { listenForChanges, type Changes } from './database/changes';
import { poolState } from './database/read';
import { addExports } from './export/routes';
import type { ErrorCode } from './graphql/errors';
import { errorFormatter } from './graphql/format-error';
import { limitRules, storableTexts } from './graphql/limits';
import type { Viewer } from './graphql/viewer';
import { addHealth } from './operations/health';
import { countPool } from './operations/metrics';
import { operationMetrics } from './operations/operation-metrics';
import { addRequestReports, requestIdOf } from './operations/requests';
import { Stopping } from './operations/stopping';
import { cachePolicies } from './responses/policy';
import { addResponses } from './responses/responses';
import { FIRST_QUERY, FIRST_VARIABLES } from './sandbox';
import { buildSchema } from './schema';

export interface ServerOptions {
  config: Config;
  db: DataSource;
  log: FastifyBaseLogger;
  /** Who asks, when nothing says otherwise. */
  viewer?: Viewer;
  /** How the server will be stopped, where it is to be drained first. */
  stopping?: Stopping;
}

/** The HTTP server: not yet listening. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { config, db, log, stopping = new Stopping(0) } = options;
  const authenticate = authenticator(db, config, options.viewer);
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: config.DATELINE_MAX_BODY_BYTES,
    forceCloseConnections: 'idle',
    genReqId: requestIdOf,
  });
  addRequestReports(app);
  stopping.prepare(app);
  await app.register(cors, { origin: config.DATELINE_CORS_ORIGINS });
  // Before the scope of GraphQL, which takes it over.
  addErrors(app);
  const changes = listenForChanges(db, log);
  app.addHook('onClose', () => changes.close());
  const known = knownRows(db, changes);
  const tallies = keepTallies(db, changes, log);
  app.addHook('onClose', () => tallies.close());
  const schema = buildSchema();
  const apollo = apolloServer(config, log, schema, fastifyApolloDrainPlugin(app));
  await apollo.start();
  await app.register(async (scope) => {
    const viewerOf = identifyViewers(scope, authenticate);
    await addResponses(scope, { config, changes, schema, log, viewerOf });
    scope.route({
      url: '/graphql',
      method: ['GET', 'POST'],
      handler: fastifyApolloHandler(apollo, {
        context: (request) => Promise.resolve(contextFor(db, known, viewerOf(request))),
      }),
    });
  });
  await addReaderExports(app, config, db, changes);
  const uncount = countPool(() => poolState(db));
  app.addHook('onClose', () => uncount());
  addHealth(app, { db, changes, stopping });
  return app;
}

async function addReaderExports(
  app: FastifyInstance,
  config: Config,
  db: DataSource,
  changes: Changes,
): Promise<void> {
  const site = { url: config.DATELINE_SITE_URL, name: config.DATELINE_SITE_NAME };
  const maxAge = config.DATELINE_HTTP_MAX_AGE;
  const compress = config.DATELINE_COMPRESSION;
  await app.register((scope) => addExports(scope, { db, changes, site, compress, maxAge }));
}

function apolloServer(
  config: Config,
  log: FastifyBaseLogger,
  schema: GraphQLSchema,
  drain: ApolloServerPlugin,
): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    introspection: config.DATELINE_INTROSPECTION,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: config.DATELINE_MAX_TOKENS },
    validationRules: limitRules({
      depth: config.DATELINE_MAX_DEPTH,
      aliases: config.DATELINE_MAX_ALIASES,
      directives: config.DATELINE_MAX_DIRECTIVES,
    }),
    formatError: errorFormatter(log),
    logger: log,
    plugins: [
      drain,
      operationMetrics,
      storableTexts,
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

/** The same form for what goes wrong before GraphQL is reached. */
function addErrors(app: FastifyInstance): void {
  const body = (message: string, code: string): object => ({
    errors: [{ message, extensions: { code } }],
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(body('There is nothing here. The API is at /graphql.', 'NOT_FOUND')),
  );
  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    if (error instanceof GraphQLError) return refuse(reply, error);
    const { statusCode = 500 } = error;
    if (statusCode < 500)
      return reply
        .code(statusCode)
        .send(body(REFUSALS[statusCode] ?? 'The request can’t be read.', 'BAD_REQUEST'));
    request.log.error({ err: error }, 'a request failed');
    return reply
      .code(500)
      .send(body('Something went wrong on our side. It has been logged.', 'INTERNAL_SERVER_ERROR'));
  });
}

/** What is wrong with who asks, not with what they ask. */
function refuse(reply: FastifyReply, { message, extensions }: GraphQLError): FastifyReply {
  const { code, http } = extensions as { code: ErrorCode; http?: { status: number } };
  if (code === 'UNAUTHENTICATED') void reply.header('www-authenticate', 'Bearer');
  return reply.code(http?.status ?? 400).send({ errors: [{ message, extensions: { code } }] });
}

const REFUSALS: Record<number, string> = {
  400: 'The body is not JSON.',
  413: 'The body is larger than this server takes.',
  415: 'The body is of a media type that this server does not take. Send application/json.',
};
