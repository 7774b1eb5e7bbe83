/** SQLSTATE classes whose messages quote the value that is wrong. */
const QUOTES_VALUES = /^(22|23)/;

interface Described {
  type: string;
  message: string;
  stack: string;
  code?: unknown;
  cause?: Described;
}

/**
 * What the log says of an error: what went wrong and where in the program. Statements, their values and rows,
 * which errors of the database bear, are none of its business.
 */
function describe(error: Error & { code?: unknown }): Described {
  const { name: type, message, stack = '', code, cause } = error;
  const isOfValues = typeof code === 'string' && QUOTES_VALUES.test(code);
  return {
    type,
    message: isOfValues ? message.replace(/".*"/su, '"…"') : message,
    // It begins with the message.
    stack: stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(code !== undefined && { code }),
    ...(cause instanceof Error && { cause: describe(cause) }),
  };
}

/** For pino. */
export const serializers = {
  err: (error: unknown): unknown => (error instanceof Error ? describe(error) : typeof error),
};
