import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { defaultDataDir } from './database/embedded';
import { MAX_PAGE_SIZE } from './graphql/page-args';

const flag = z.enum(['on', 'off']).transform((value) => value === 'on');
const positive = z.coerce.number().int().min(1);

/** Where something is kept: one of some words, or the address of a Redis. */
function place(...words: string[]): z.ZodString {
  const isRedis = (text: string): boolean => /^rediss?:/.test(text) && URL.canParse(text);
  return z.string().refine((text) => words.includes(text) || isRedis(text), {
    error: `must be ${words.join(', ')}, or redis://host:port`,
  });
}

function isPublicKey(pem: string): boolean {
  try {
    return createPublicKey(pem).type === 'public';
  } catch {
    return false;
  }
}

/** Values by commas. */
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((value) => value.trim())
    .filter(Boolean),
);

/** Every setting: where it is read from, what it may be, what it is without. The README lists them. */
const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://user:password@host:port/name' })
    .optional(),
  DATABASE_REPLICA_URLS: list.prefault('').pipe(z.array(z.url({ protocol: /^postgres(ql)?$/ }))),
  DATELINE_DATA_DIR: z.string().default(defaultDataDir),
  DATELINE_JWT_JWKS_URL: z
    .url({ protocol: /^https?$/, error: 'must be the http or https URL of a JSON Web Key Set' })
    .optional(),
  DATELINE_JWT_PUBLIC_KEY: z
    .string()
    .refine((pem) => isPublicKey(pem), { error: 'must be a public key in PEM' })
    .optional(),
  DATELINE_JWT_ISSUER: z.string().optional(),
  DATELINE_JWT_AUDIENCE: z.string().optional(),
  DATELINE_JWT_ROLE_CLAIM: z.string().default('role'),
  DATELINE_SANDBOX: flag.default(true),
  DATELINE_INTROSPECTION: flag.default(true),
  DATELINE_CORS_ORIGINS: list.prefault('https://studio.apollographql.com'),
  DATELINE_TRUSTED_PROXIES: list.optional(),
  DATELINE_SITE_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('http://localhost:4000'),
  DATELINE_SITE_NAME: z.string().default('Dateline'),
  DATELINE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  DATELINE_METRICS: z.enum(['loopback', 'public', 'off']).default('loopback'),
  DATELINE_DRAIN_MS: z.coerce.number().int().min(0).max(2000).default(300),
  DATELINE_POOL_SIZE: positive.max(1000).default(10),
  DATELINE_POOL_TIMEOUT_MS: positive.default(1000),
  DATELINE_STATEMENT_TIMEOUT_MS: positive.default(1500),
  DATELINE_QUERY_TIMEOUT_MS: positive.default(1800),
  DATELINE_HEADERS_TIMEOUT_MS: positive.default(10_000),
  DATELINE_REQUEST_TIMEOUT_MS: positive.default(15_000),
  DATELINE_KEEP_ALIVE_MS: positive.default(72_000),
  DATELINE_MAX_CONNECTIONS: positive.default(4000),
  DATELINE_CLIENT_CONNECTIONS: positive.default(500),
  DATELINE_RESPONSE_CACHE: place('memory', 'off').default('memory'),
  DATELINE_RESPONSE_CACHE_BYTES: positive.default(32 * 1024 * 1024),
  DATELINE_HTTP_MAX_AGE: z.coerce.number().int().min(0).default(0),
  DATELINE_COMPRESSION: flag.default(true),
  DATELINE_MAX_BODY_BYTES: positive.default(100_000),
  DATELINE_MAX_TOKENS: positive.default(1000),
  DATELINE_MAX_DEPTH: positive.default(10),
  DATELINE_MAX_ALIASES: positive.default(15),
  DATELINE_MAX_DIRECTIVES: positive.default(5),
  DATELINE_MAX_PAGE_SIZE: positive.max(MAX_PAGE_SIZE).default(MAX_PAGE_SIZE),
  DATELINE_MAX_LIST: positive.default(100),
  DATELINE_MAX_TEXT: positive.default(200),
  DATELINE_MAX_COST: positive.default(5000),
  DATELINE_MAX_RUNNING_COST: positive.default(10_000),
  DATELINE_RATE_LIMIT: place('memory', 'postgres', 'off').default('memory'),
  DATELINE_RATE_LIMIT_POINTS: positive.default(1_000_000),
  DATELINE_RATE_LIMIT_SECONDS: positive.default(10),
  DATELINE_TRUSTED_DOCUMENTS: z.string().optional(),
  DATELINE_DOCUMENTS: z.enum(['any', 'only']).default('any'),
});

export type Config = z.infer<typeof settings>;

export class ConfigError extends Error {}

/**
 * Reads the settings from the environment; an empty variable counts as one that is not set.
 *
 * @throws ConfigError naming every variable that is wrong, and how, without its value
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const set = Object.entries(environment).filter(([, value]) => value !== '');
  const result = settings.safeParse(Object.fromEntries(set));
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `  ${path.join('.')}: ${message}`,
  );
  throw new ConfigError(`These environment variables are not right:\n${problems.join('\n')}`);
}
