import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';

/** What SQLSTATE says of a database that can do nothing for anybody, in words. */
const TROUBLES: Record<string, string> = {
  '53100': 'its disk is full',
  '53200': 'it is out of memory',
  '53300': 'it has too many connections open',
  '57P01': 'it is shutting down',
  '57P02': 'another process of it has crashed',
  '57P03': 'it is starting up or shutting down',
  '58030': 'it can’t read or write its disk',
};

/** And of a connection that was refused. */
const REFUSALS: Record<string, string> = {
  ...TROUBLES,
  '28P01': 'it refuses the user or the password',
  '28000': 'it refuses the user',
  '3D000': 'it has no database of that name',
};

/** Why there is no connection, in words. */
export function whyRefused(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (error instanceof DatabaseError) return REFUSALS[code] ?? 'it refuses the connection';
  return code === 'ENOTFOUND'
    ? 'there is no host of that name'
    : 'nothing answers there, so it may not be running';
}

/** Why the database could not run a statement, where that is nobody’s fault but its own; in words. */
export function troubleOf(error: unknown): string | undefined {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return cause instanceof DatabaseError ? TROUBLES[cause.code ?? ''] : undefined;
}
