import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { DataSource } from 'typeorm';
import { authenticator } from './access/authenticate';
import { identifyViewers } from './access/identify-viewers';
import { apolloServer } from './apollo';
import { keepTallies } from './articles/keep-tallies';
import type { Config } from './config';
import { contextFor, knownRows, type Context } from './context';
import { listenForChanges, type Changes } from './database/changes';
import { limitsOf } from './database/pool';
import { poolState, viaReplicas } from './database/read';
import { Reads, readThrough } from './database/reads';
import { Replicas } from './database/replicas';
import { unavailable } from './graphql/errors';
import { COST_HEADER } from './graphql/headers';
import type { Viewer } from './graphql/viewer';
import { connectionOptions, limitConnections, whenOver } from './http/connections';
import { addHeaders } from './http/headers';
import { addErrors, refuseEncoded } from './http/refusals';
import { RateLimit } from './limits/rate-limit';
import { openSpending, quotaOf } from './limits/spending';
import { readDocuments, type Documents } from './limits/trusted';
import { addHealth } from './operations/health';
import { countPool } from './operations/metrics';
import { addRequestReports, requestIdOf } from './operations/requests';
import { Stopping } from './operations/stopping';
import { addResponses } from './responses/responses';
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
  // Settings are found wrong before anything is opened.
  const documents = readDocuments(config);
  const app = Fastify({
    ...connectionOptions(config),
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    genReqId: requestIdOf,
  });
  limitConnections(app, config);
  addRequestReports(app);
  stopping.prepare(app);
  await addHeaders(app, config);
  // Before the scope of GraphQL, which takes it over.
  addErrors(app);
  const changes = listenForChanges(db, log);
  app.addHook('onClose', () => changes.close());
  await app.register((scope) => addGraphQL(scope, app, { ...options, changes, documents }));
  const uncount = countPool(() => poolState(db));
  app.addHook('onClose', () => uncount());
  addHealth(app, { db, changes, stopping });
  return app;
}

/** The API, and before it all that may answer in its place: limits, and answers that are kept. */
async function addGraphQL(
  scope: FastifyInstance,
  app: FastifyInstance,
  options: ServerOptions & { changes: Changes; documents: Documents },
): Promise<void> {
  const { config, db, log, changes, documents } = options;
  const schema = buildSchema();
  const drain = fastifyApolloDrainPlugin(app);
  const apollo = apolloServer<Context>({ config, log, schema, documents, drain });
  await apollo.start();
  const readers = dbForReaders(app, options, changes);
  const known = knownRows(db, changes);
  const tallies = keepTallies(db, changes, log);
  app.addHook('onClose', () => tallies.close());
  refuseEncoded(scope);
  const rateLimit = await addRateLimit(scope, options);
  const viewerOf = identifyViewers(scope, authenticator(db, config, options.viewer));
  const responses = await addResponses(scope, { config, changes, schema, log, viewerOf });
  const contextOf = (request: FastifyRequest, reply: FastifyReply): Context => {
    documents.admit(request);
    const viewer = viewerOf(request);
    const reads = new Reads();
    whenOver(reply.raw, (gone) => {
      if (!gone || responses.isAwaited(request)) return;
      reads.end(unavailable('SERVICE_UNAVAILABLE', 'Nobody waits for the answer.'));
    });
    const source = viewer?.role === 'READER' ? readers : db;
    const limited = {
      reads,
      charge: (points: number) => rateLimit?.charge(request, points, viewer?.id),
      tellsCost: COST_HEADER in request.headers,
      whenOver: (over: () => void) => whenOver(reply.raw, over),
    };
    return contextFor(readThrough(source, reads), known, limited, viewer);
  };
  scope.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: fastifyApolloHandler(apollo, {
      // What it throws is a rejection, which Apollo answers.
      context: async (request, reply) => contextOf(request, reply),
    }),
  });
}

async function addRateLimit(
  scope: FastifyInstance,
  { config, db, log }: ServerOptions,
): Promise<RateLimit | undefined> {
  const spending = await openSpending(config, db, log);
  if (!spending) return undefined;
  scope.addHook('onClose', () => spending.close());
  return new RateLimit(scope, spending.limiter, quotaOf(config));
}

/** Readers read from replicas where the settings name some; who writes reads what they have written. */
function dbForReaders(
  app: FastifyInstance,
  { db, config, log }: ServerOptions,
  changes: Changes,
): DataSource {
  const urls = config.DATABASE_REPLICA_URLS;
  if (urls.length === 0) return db;
  const replicas = new Replicas(db, urls, limitsOf(config), changes, log);
  app.addHook('onClose', () => replicas.close());
  return viaReplicas(db, replicas);
}
