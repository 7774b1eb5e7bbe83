import type { FastifyBaseLogger } from 'fastify';
import { GraphQLError } from 'graphql';
import { CloseCode, type Context } from 'graphql-ws';
import type { Viewer } from '../graphql/viewer';
import type { Connected } from './connection';

/** Milliseconds after which it is asked again whether what a client brought still holds. */
const RECHECK = 60_000;

/** A socket over which the protocol has begun. */
export type Socket = Context<Record<string, unknown>, Connected>;

/** What tells who somebody is. */
export interface Identifying {
  log: FastifyBaseLogger;
  authenticate: (authorization: string | undefined) => Promise<Viewer>;
}

/** Who is at the other end; null where what they bring does not hold. From then on it is asked again and again. */
export async function identify(
  { connectionParams, extra: { socket, request } }: Socket,
  { authenticate, log }: Identifying,
): Promise<Viewer | null> {
  const given = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
  const authorization = typeof given === 'string' ? given : request.headers.authorization;
  const ask = async (): Promise<Viewer | null> => {
    try {
      return await authenticate(authorization);
    } catch (error) {
      if (isRefusal(error)) return null;
      throw error;
    }
  };
  const viewer = await ask();
  if (!viewer || authorization === undefined) return viewer;
  const recheck = async (): Promise<void> => {
    const now = await ask();
    if (now?.role !== viewer.role) socket.close(CloseCode.Forbidden, 'Forbidden');
  };
  const timer = setInterval(() => {
    recheck().catch((error: unknown) => log.warn({ err: error }, 'a viewer could not be checked'));
  }, RECHECK);
  socket.once('close', () => clearInterval(timer));
  return viewer;
}

function isRefusal(error: unknown): boolean {
  return error instanceof GraphQLError && error.extensions['code'] === 'UNAUTHENTICATED';
}
