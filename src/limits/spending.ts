import type { FastifyBaseLogger } from 'fastify';
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import type { Config } from '../config';
import { connectToRedis } from '../redis';
import type { Quota } from './rate-limit';

/** Where it is written down what clients have spent. */
export interface Spending {
  limiter: RateLimiterAbstract;
  close(): void;
}

const TABLE = 'rate_limit';

export function quotaOf(config: Config): Quota {
  return {
    points: config.DATELINE_RATE_LIMIT_POINTS,
    seconds: config.DATELINE_RATE_LIMIT_SECONDS,
  };
}

/**
 * Where `DATELINE_RATE_LIMIT` says: in this process, in PostgreSQL or in Redis for several servers. While
 * those are away each server counts for itself. Undefined where nothing is limited.
 */
export async function openSpending(
  config: Config,
  db: DataSource,
  log: FastifyBaseLogger,
): Promise<Spending | undefined> {
  const place = config.DATELINE_RATE_LIMIT;
  if (place === 'off') return undefined;
  const { points, seconds: duration } = quotaOf(config);
  const memory = new RateLimiterMemory({ points, duration });
  if (place === 'memory') return { limiter: memory, close: () => undefined };
  const shared = { points, duration, insuranceLimiter: memory, keyPrefix: 'dateline-rate' };
  if (place === 'postgres') {
    return { limiter: await inPostgres(db, shared), close: () => undefined };
  }
  const client = await connectToRedis(place, 'each server limits by itself', log);
  const limiter = new RateLimiterRedis({
    ...shared,
    storeClient: client,
    useRedisPackage: true,
    rejectIfRedisNotReady: true,
  });
  return { limiter, close: () => client.destroy() };
}

/** In a table that is made if it is not there. */
function inPostgres(
  db: DataSource,
  options: ConstructorParameters<typeof RateLimiterMemory>[0] & {
    insuranceLimiter: RateLimiterAbstract;
  },
): Promise<RateLimiterAbstract> {
  return new Promise((resolve, reject) => {
    const limiter = new RateLimiterPostgres(
      { ...options, storeClient: db, storeType: 'typeorm', tableName: TABLE },
      (error?: Error) => (error ? reject(error) : resolve(limiter)),
    );
  });
}
