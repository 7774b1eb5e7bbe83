import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';

/**
 * Subscribes, and answers each event.
 *
 * @param answer answers one event, the root value, in a context of its own: what a request keeps while it is
 * answered, such as what its loaders have read, does not hold for the next event
 */
export async function answerEvents(
  args: ExecutionArgs,
  answer: (args: ExecutionArgs) => Promise<ExecutionResult>,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const events = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in events)) return events;
  const iterator = events[Symbol.asyncIterator]();
  return {
    next: async () => {
      const event = await iterator.next();
      if (event.done === true) return { done: true, value: undefined };
      return { done: false, value: await answer({ ...args, rootValue: event.value }) };
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
