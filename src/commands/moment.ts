import { InvalidArgumentError } from 'commander';

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** A moment on the command line. */
export function moment(text: string): Date {
  const date = new Date(text);
  if (RFC_3339.test(text) && !Number.isNaN(date.getTime())) return date;
  throw new InvalidArgumentError('It must be RFC 3339, as in 2026-01-28T09:00:00Z.');
}
