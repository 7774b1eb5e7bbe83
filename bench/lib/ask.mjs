// One GraphQL request, and what became of it.
const PATIENCE = 30_000;

/** Codes of refusals after which nobody knows whether a mutation was done: the connection may have been lost. */
const UNSURE = new Set(['SERVICE_UNAVAILABLE', 'QUERY_TIMEOUT', 'INTERNAL_SERVER_ERROR']);

/** Sends an operation: `data` where it was answered, else `code`, and whether it may have been done. */
export async function ask(origin, { query, variables, key }) {
  const began = performance.now();
  const headers = {
    'content-type': 'application/json',
    ...(key && { authorization: `Bearer ${key}` }),
  };
  try {
    const response = await fetch(`${origin}/graphql`, {
      ...{ method: 'POST', headers, body: JSON.stringify({ query, variables }) },
      signal: AbortSignal.timeout(PATIENCE),
    });
    const { data, errors } = await response.json();
    const code = errors?.[0].extensions.code;
    const ms = performance.now() - began;
    return errors ? { ms, code, isUnsure: UNSURE.has(code) } : { ms, data };
  } catch (error) {
    // The server is not there, or went in the middle of an answer.
    return { ms: performance.now() - began, code: error.cause?.code ?? error.name, isUnsure: true };
  }
}
