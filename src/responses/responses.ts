import { hash } from 'node:crypto';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import { printSchema, type GraphQLSchema } from 'graphql';
import type { Config } from '../config';
import type { Changes } from '../database/changes';
import type { Viewer } from '../graphql/viewer';
import type { Answer } from './answer';
import { addCompression } from './compression';
import { answerIn, withHeaders } from './http';
import { answersInMemory } from './memory';
import { ResponseCache } from './response-cache';
import { answersInRedis } from './shared';

export interface ResponseOptions {
  config: Config;
  changes: Changes;
  schema: GraphQLSchema;
  log: FastifyBaseLogger;
  viewerOf: (request: FastifyRequest) => Viewer | undefined;
}

export interface Responses {
  /** Whether others wait for the answer to a request. */
  isAwaited(request: FastifyRequest): boolean;
}

/**
 * Keeps what this scope answers to readers, and sends it tagged and compressed. An answer says that it
 * may be kept in Cache-Control, `public, max-age=…`.
 */
export async function addResponses(
  scope: FastifyInstance,
  options: ResponseOptions,
): Promise<Responses> {
  const { config, viewerOf } = options;
  const cache = await openCache(scope, options);
  const known = new WeakMap<FastifyRequest, Answer>();
  const isForReader = (request: FastifyRequest): boolean => viewerOf(request)?.role === 'READER';

  if (cache) {
    scope.addHook('preHandler', async (request, reply) => {
      const answer = isForReader(request) ? await cache.find(request) : undefined;
      if (!answer) return;
      known.set(request, answer);
      await reply.header('cache-status', 'Dateline; hit').type(answer.type).send(answer.body);
    });
  }
  scope.addHook('onSend', (request, reply, payload, done) => {
    let answer = known.get(request);
    if (!answer) {
      answer = isForReader(request) ? answerIn(reply, payload) : undefined;
      const kept = cache?.keep(request, answer);
      if (kept) void reply.header('cache-status', 'Dateline; fwd=uri-miss; stored');
    }
    done(null, withHeaders(request, reply, answer, config.DATELINE_HTTP_MAX_AGE) ?? payload);
  });
  if (config.DATELINE_COMPRESSION) await addCompression(scope);
  return { isAwaited: (request) => cache?.isAwaited(request) ?? false };
}

async function openCache(
  scope: FastifyInstance,
  { config, changes, schema, log }: ResponseOptions,
): Promise<ResponseCache | undefined> {
  const place = config.DATELINE_RESPONSE_CACHE;
  if (place === 'off') return undefined;
  const memory = answersInMemory(config.DATELINE_RESPONSE_CACHE_BYTES);
  if (place === 'memory') return new ResponseCache(changes, memory);
  const shared = await answersInRedis(place, `dateline:${fingerprint(schema, config)}`, log);
  scope.addHook('onClose', () => shared.close());
  return new ResponseCache(changes, memory, shared);
}

/** The same on servers that answer a question alike. */
function fingerprint(schema: GraphQLSchema, config: Config): string {
  const limits = Object.entries(config).filter(([name]) =>
    /^DATELINE_(MAX|INTRO|DOCUMENTS|TRUSTED_DOCUMENTS)/.test(name),
  );
  return hash('sha256', JSON.stringify([printSchema(schema), limits])).slice(0, 16);
}
