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
import { addExports, type ExportRoutes } from './export/routes';
import { unavailable } from './graphql/errors';
import { keepAnnounced } from './feed/keep-announced';
import { COST_HEADER } from './graphql/headers';
import type { Viewer } from './graphql/viewer';
import { clientAt } from './http/client';
import { addressesOf, connectionOptions, limitConnections, whenOver } from './http/connections';
import { addHeaders } from './http/headers';
import { addErrors, refuseDeepBodies, refuseEncoded } from './http/refusals';
import { WAITING, type Limited } from './limits/apollo';
import { Door } from './limits/door';
import { RateLimit } from './limits/rate-limit';
import { openSpending, quotaOf } from './limits/spending';
import { readDocuments, type Documents } from './limits/trusted';
import { checksOf } from './operation-checks';
import { addHealth } from './operations/health';
import { countPool } from './operations/metrics';
import { addRequestReports, requestIdOf } from './operations/requests';
import { addMetrics } from './operations/serve-metrics';
import { Stopping } from './operations/stopping';
import { addResponses, type Responses } from './responses/responses';
import { buildSchema } from './schema';
import { addSockets } from './sockets/sockets';

export interface ServerOptions {
  config: Config;
  db: DataSource;
  log: FastifyBaseLogger;
  /** Who asks, when nothing says otherwise. */
  viewer?: Viewer;
  /** How the server will be stopped, where it is to be drained first. */
  stopping?: Stopping;
}

/** What everything that is served needs. */
interface Serving extends ServerOptions {
  changes: Changes;
  /** Undefined where nothing is limited. */
  rateLimit: RateLimit | undefined;
  door: Door;
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
  for (const kept of [keepTallies(db, changes, log), keepAnnounced(db, changes, log)]) {
    app.addHook('onClose', () => kept.close());
  }
  const rateLimit = await openRateLimit(app, options);
  const door = new Door(config.DATELINE_QUERY_TIMEOUT_MS * WAITING);
  door.watch(app);
  const serving = { ...options, changes, rateLimit, door };
  await app.register((scope) => addGraphQL(scope, app, { ...serving, documents }));
  await addReaderExports(app, serving);
  const uncount = countPool(() => poolState(db));
  app.addHook('onClose', () => uncount());
  addHealth(app, { db, changes, stopping });
  addMetrics(app, config.DATELINE_METRICS);
  return app;
}

/** What readers see in other formats than the API's. */
async function addReaderExports(
  app: FastifyInstance,
  { config, db, changes, rateLimit, door }: Serving,
): Promise<void> {
  const site = { url: config.DATELINE_SITE_URL, name: config.DATELINE_SITE_NAME };
  const maxAge = config.DATELINE_HTTP_MAX_AGE;
  const compress = config.DATELINE_COMPRESSION;
  const charge: ExportRoutes['charge'] = (request, points) => rateLimit?.charge(request, points);
  await app.register((scope) => {
    rateLimit?.guard(scope);
    door.guard(scope);
    return addExports(scope, { db, changes, site, compress, maxAge, charge });
  });
}

/** The API, and before it all that may answer in its place: limits, and answers that are kept. */
async function addGraphQL(
  scope: FastifyInstance,
  app: FastifyInstance,
  options: Serving & { documents: Documents },
): Promise<void> {
  const { config, db, log, changes, documents, rateLimit, door } = options;
  const schema = buildSchema();
  const checks = checksOf(config, schema);
  const drain = fastifyApolloDrainPlugin(app);
  const apollo = apolloServer<Context>({ config, log, schema, checks, documents, drain });
  await apollo.start();
  const readers = dbForReaders(app, options, changes);
  const known = knownRows(db, changes);
  refuseEncoded(scope);
  refuseDeepBodies(scope);
  door.guard(scope);
  rateLimit?.guard(scope);
  const authenticate = authenticator(db, config, options.viewer);
  const viewerOf = identifyViewers(scope, authenticate);
  const responses = await addResponses(scope, { config, changes, schema, log, viewerOf });
  const sourceFor = (viewer?: Viewer): DataSource => (viewer?.role === 'READER' ? readers : db);
  const contextOf = (request: FastifyRequest, reply: FastifyReply): Context => {
    documents.admit(request);
    const viewer = viewerOf(request);
    const limited = limitsOn(request, reply, { rateLimit, responses, viewer });
    return contextFor(readThrough(sourceFor(viewer), limited.reads), known, limited, viewer);
  };
  scope.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    // What it throws is a rejection, which Apollo answers.
    handler: fastifyApolloHandler(apollo, {
      context: (...asked) => new Promise((resolve) => resolve(contextOf(...asked))),
    }),
  });
  const addressOf = addressesOf(config);
  addSockets(app, {
    ...{ config, schema, checks, log, authenticate },
    charge: (request, points, key) => rateLimit?.spend({ ip: addressOf(request) }, points, key),
    enter: (request) => door.enter(addressOf(request)),
    contextFor: (request, viewer) => {
      const limited = limitsOnSocket(addressOf(request));
      return contextFor(readThrough(sourceFor(viewer), limited.reads), known, limited, viewer);
    },
  });
}

/** What one request may take, and what ends it. */
function limitsOn(
  request: FastifyRequest,
  reply: FastifyReply,
  by: { rateLimit: RateLimit | undefined; responses: Responses; viewer: Viewer | undefined },
): Limited {
  const client = clientAt(request.ip);
  const reads = new Reads(client);
  whenOver(reply.raw, (gone) => {
    if (gone && !by.responses.isAwaited(request)) reads.end(unwanted());
  });
  return {
    client,
    reads,
    elapsed: () => reply.elapsedTime,
    charge: (points) => by.rateLimit?.charge(request, points, by.viewer?.id),
    tellsCost: COST_HEADER in request.headers,
    whenOver: (over) => whenOver(reply.raw, over),
  };
}

const unwanted = (): Error => unavailable('SERVICE_UNAVAILABLE', 'Nobody waits for the answer.');

/** An operation that comes through a socket was checked and charged before it was begun. */
function limitsOnSocket(address: string): Limited {
  const client = clientAt(address);
  const nothing = (): undefined => undefined;
  return {
    client,
    reads: new Reads(client),
    elapsed: () => 0,
    charge: nothing,
    tellsCost: false,
    whenOver: nothing,
  };
}

async function openRateLimit(
  app: FastifyInstance,
  { config, db, log }: ServerOptions,
): Promise<RateLimit | undefined> {
  const spending = await openSpending(config, db, log);
  if (!spending) return undefined;
  app.addHook('onClose', () => spending.close());
  return new RateLimit(spending.limiter, quotaOf(config));
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
