/** What an SQLSTATE says of a database that can’t do its work now, in words for whoever runs it. */
const TROUBLES: Record<string, string> = {
  '08001': 'it can’t be reached',
  '08006': 'the connection to it was lost',
  '25006': 'it takes no changes, as a replica or one that is set to read only',
  '53100': 'its disk is full',
  '53200': 'it is out of memory',
  '53300': 'it has too many connections open',
  '57P01': 'it is shutting down',
  '57P02': 'it is starting again after a crash',
  '57P03': 'it is starting up or shutting down',
  '58030': 'it can’t read or write its disk',
  XX001: 'its data are damaged',
  XX002: 'an index of it is damaged',
};

/** Of those, what keeps a database from changing and not from being read. */
const ONLY_CHANGES = new Set(['25006', '53100', '58030']);

/** What is the matter with the database, of an error or of what caused it; undefined where it is not that. */
export function troubleOf(error: unknown): { sqlState: string; meaning: string } | undefined {
  const sqlState = sqlStateOf(error);
  const meaning = TROUBLES[sqlState];
  return meaning === undefined ? undefined : { sqlState, meaning };
}

/** Has the log say what the database could not do, where an error comes of that. */
export function warnOfTrouble(
  log: { warn(what: object, message: string): void },
  error: unknown,
): void {
  const trouble = troubleOf(error);
  if (trouble) log.warn(trouble, 'the database can’t do what was asked of it');
}

/** Whether it may be read still. */
export function keepsFromChangesAlone(error: unknown): boolean {
  return ONLY_CHANGES.has(sqlStateOf(error));
}

/** What Node says of a connection that can’t be made, or is not there any more. */
const UNREACHED = /^(ECONN(REFUSED|RESET)|E(HOST|NET)UNREACH|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

interface Caused {
  code?: unknown;
  message?: unknown;
  driverError?: unknown;
  originalError?: unknown;
}

/** The SQLSTATE of an error, as PostgreSQL gave it or wrapped by TypeORM or GraphQL; '' where there is none. */
function sqlStateOf(error: unknown): string {
  const { code, message, driverError, originalError } = (error ?? {}) as Caused;
  const inner = driverError ?? originalError;
  if (inner !== undefined && inner !== error) return sqlStateOf(inner);
  if (typeof code === 'string') return UNREACHED.test(code) ? '08001' : code;
  // What pg says of itself, without a code: this is PostgreSQL's for it.
  return String(message).startsWith('Connection terminated') ? '08006' : '';
}
