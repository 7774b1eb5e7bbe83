import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { tookTooLong } from '../database/read';
import type { Reads } from '../database/reads';
import { notByHttp } from '../graphql/errors';
import type { Limits } from './limits';
import type { Turns } from './turns';

/** The most errors in an answer; each is at most a few kB long. */
export const MOST_ERRORS = 10;

/** The part of its time that a query may wait for its turn. */
const WAITING = 0.5;

/** What the limits need to know of a request. */
export interface Limited {
  /** Takes an operation's points from what the client may spend. @throws RATE_LIMITED */
  charge(points: number): Promise<void> | undefined;
  /** Whether the answer is to tell what it cost. */
  tellsCost: boolean;
  /** Calls back when the answer has been sent, or nobody waits for it. */
  whenOver(over: () => void): void;
  reads: Pick<Reads, 'endAfter' | 'done'>;
}

/**
 * Keeps what Apollo Server runs within the limits.
 *
 * @param patience milliseconds that a query may take as a whole
 */
export function limitsPlugin(
  limits: Limits,
  turns: Turns,
  patience: number,
): ApolloServerPlugin<Limited> {
  return {
    requestDidStart: () => {
      let requested = 0;
      let end = (): void => undefined;
      const start = performance.now();
      return Promise.resolve({
        didResolveOperation: async ({ document, operation, request, contextValue }) => {
          // GraphQL refuses a name that no operation has.
          if (!operation) return;
          if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw notByHttp();
          requested = limits.check(document, operation, request.variables ?? {});
          await contextValue.charge(requested);
          end = await turns.take(requested, patience * WAITING);
          contextValue.whenOver(end);
          // What writes is not given up half-way.
          if (operation.operation === OperationTypeNode.QUERY) {
            const left = patience - (performance.now() - start);
            contextValue.reads.endAfter(left, tookTooLong);
          }
        },
        willSendResponse: ({ contextValue, response: { body } }) => {
          contextValue.reads.done();
          end();
          if (body.kind !== 'single') return Promise.resolve();
          const { singleResult: result } = body;
          if (result.errors) result.errors = result.errors.slice(0, MOST_ERRORS);
          if (contextValue.tellsCost) {
            result.extensions = { cost: { requested, limit: limits.bounds.cost } };
          }
          return Promise.resolve();
        },
      });
    },
  };
}
