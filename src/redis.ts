import type { EventEmitter } from 'node:events';
import type { RedisClientType } from '@redis/client';
import type { FastifyBaseLogger } from 'fastify';

type Log = Pick<FastifyBaseLogger, 'warn' | 'info'>;

/**
 * A client of Redis that never makes anybody wait: while Redis is away it refuses commands, and tries
 * again for as long as it must.
 *
 * @param without what is not done while Redis is away, for the log
 */
export async function connectToRedis(
  url: string,
  without: string,
  log: Log,
): Promise<RedisClientType> {
  const { createClient } = await import('@redis/client');
  const client: RedisClientType = createClient({
    url,
    socket: { connectTimeout: 5000 },
    disableOfflineQueue: true,
    commandsQueueMaxLength: 1000,
  });
  tellOnce(client, without, log);
  client.connect().catch(() => undefined);
  return client;
}

/** One line when Redis goes, and one when it is back. */
function tellOnce(client: EventEmitter, without: string, log: Log): void {
  let away = false;
  client.on('error', (error) => {
    if (!away) log.warn({ err: error }, `Redis is away: ${without}`);
    away = true;
  });
  client.on('ready', () => {
    if (away) log.info('Redis is back');
    away = false;
  });
}
