import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { tookTooLong } from '../database/read';
import type { Reads } from '../database/reads';
import { notByHttp } from '../graphql/errors';
import type { OperationChecks } from './limits';

/** The most errors in an answer; each is at most a few kB long. */
export const MOST_ERRORS = 10;

/** The part of its time that a query may wait, for all that it has to wait for. */
export const WAITING = 0.5;

/** What the limits need to know of a request. */
export interface Limited {
  /** Who asks, as far as turns go. */
  client: string;
  /** Milliseconds since it came. */
  elapsed(): number;
  /** Takes an operation's points from what the client may spend. @throws RATE_LIMITED */
  charge(points: number): Promise<void> | undefined;
  /** Whether the answer is to tell what it cost. */
  tellsCost: boolean;
  /** Calls back when the answer has been sent, or nobody waits for it. */
  whenOver(over: () => void): void;
  reads: Reads;
}

/**
 * Keeps what Apollo Server runs within the limits.
 *
 * @param patience milliseconds that a query may take as a whole
 */
export function limitsPlugin(
  { limits, turns }: OperationChecks,
  patience: number,
): ApolloServerPlugin<Limited> {
  return {
    requestDidStart: () => {
      let requested = 0;
      let end = (): void => undefined;
      return Promise.resolve({
        didResolveOperation: async ({ document, operation, request, contextValue }) => {
          // GraphQL refuses a name that no operation has.
          if (!operation) return;
          if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw notByHttp();
          requested = limits.check(document, operation, request.variables ?? {});
          await contextValue.charge(requested);
          const { client } = contextValue;
          const wait = patience * WAITING - contextValue.elapsed();
          end = await turns.take(client, requested, wait);
          contextValue.whenOver(end);
          // What writes is not given up half-way.
          if (operation.operation === OperationTypeNode.QUERY) {
            const left = patience - contextValue.elapsed();
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
