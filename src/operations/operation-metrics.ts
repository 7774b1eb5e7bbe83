import type { ApolloServerPlugin } from '@apollo/server';
import { operations, operationSeconds } from './metrics';

/** The most names that are told apart; clients choose them, and could choose without end. */
const MOST_NAMES = 200;
const names = new Set<string>();

function bounded(name: string | null | undefined): string {
  if (name == null || name === '') return 'unnamed';
  if (names.has(name)) return name;
  if (names.size >= MOST_NAMES) return 'other';
  names.add(name);
  return name;
}

/** Counts and times every operation that is run. */
export const operationMetrics: ApolloServerPlugin = {
  requestDidStart: () => {
    const start = performance.now();
    return Promise.resolve({
      willSendResponse: ({ operationName, errors }) => {
        const operation = bounded(operationName);
        const code = errors?.[0]?.extensions['code'];
        const outcome = errors?.[0] ? (typeof code === 'string' ? code : 'error') : 'ok';
        operations.inc({ operation, outcome });
        operationSeconds.observe({ operation }, (performance.now() - start) / 1000);
        return Promise.resolve();
      },
    });
  },
};
