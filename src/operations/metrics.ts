import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What this process tells Prometheus. */
export const registry = new Registry();

const registers = [registry];

/** Seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export const httpRequests = new Counter({
  registers,
  name: 'dateline_http_requests_total',
  help: 'Requests over HTTP, by method, route and status.',
  labelNames: ['method', 'route', 'status'],
});

export const httpSeconds = new Histogram({
  registers,
  buckets,
  name: 'dateline_http_request_seconds',
  help: 'From a request over HTTP to the end of its answer, in seconds, by route.',
  labelNames: ['route'],
});

export const operations = new Counter({
  registers,
  name: 'dateline_graphql_operations_total',
  help: 'Operations of GraphQL that were run, by name and by the code of their first error. Answers out of the cache are not among them.',
  labelNames: ['operation', 'outcome'],
});

export const operationSeconds = new Histogram({
  registers,
  buckets,
  name: 'dateline_graphql_operation_seconds',
  help: 'How long an operation of GraphQL took, in seconds, by name.',
  labelNames: ['operation'],
});

export const cachedAnswers = new Counter({
  registers,
  name: 'dateline_response_cache_total',
  help: 'Answers of GraphQL by what the response cache did: hit, stored, or none.',
  labelNames: ['result'],
});

export const statementSeconds = new Histogram({
  registers,
  buckets,
  name: 'dateline_sql_statement_seconds',
  help: 'How long a reading statement of SQL took, the wait for a connection included, in seconds. Its count over that of the operations is the statements per operation.',
});

/** Connections of a pool, by what they do. */
export interface PoolState {
  total: number;
  idle: number;
  waiting: number;
}

const pools = new Set<() => PoolState>();

new Gauge({
  registers,
  name: 'dateline_pool_connections',
  help: 'Connections to PostgreSQL: busy, idle; and requests that wait for one.',
  labelNames: ['state'],
  collect(): void {
    const states = [...pools].map((read) => read());
    const sum = (of: (state: PoolState) => number): number =>
      states.reduce((all, state) => all + of(state), 0);
    this.set(
      { state: 'busy' },
      sum(({ total, idle }) => total - idle),
    );
    this.set(
      { state: 'idle' },
      sum(({ idle }) => idle),
    );
    this.set(
      { state: 'waiting' },
      sum(({ waiting }) => waiting),
    );
  },
});

/** Has a pool counted, until the function that is given back is called. */
export function countPool(read: () => PoolState): () => void {
  pools.add(read);
  return () => void pools.delete(read);
}

/** Has the process itself looked at as well: memory, garbage, event loop. For a process that serves alone. */
export function watchProcess(): void {
  collectDefaultMetrics({ register: registry });
}
