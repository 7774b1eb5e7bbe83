import type { MutationInput } from './mutation';

/** What a payload holds besides the client's own name for the mutation. */
export function answer<T extends object>(
  { clientMutationId }: MutationInput,
  rest: T,
): T & { clientMutationId: string | null } {
  return { clientMutationId: clientMutationId ?? null, ...rest };
}
