import {
  createSourceEventStream,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';

/**
 * Subscribes, and answers each event in a context of its own: what a request keeps while it is answered,
 * such as what its loaders have read, does not hold for the next event.
 */
export async function answerEvents(
  args: ExecutionArgs,
  freshContext: () => unknown,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const events = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in events)) return events;
  const iterator = events[Symbol.asyncIterator]();
  return {
    next: async () => {
      const event = await iterator.next();
      if (event.done === true) return { done: true, value: undefined };
      const given = { ...args, rootValue: event.value, contextValue: freshContext() };
      return { done: false, value: await execute(given) };
    },
    // Not a generator: one that waits for the next event would not hear of it.
    return: async () => {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  } satisfies AsyncIterableIterator<ExecutionResult>;
}
