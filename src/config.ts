import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { defaultDataDir } from './database/embedded';

const flag = z.enum(['on', 'off']).transform((value) => value === 'on');
const positive = z.coerce.number().int().min(1);

function isCachePlace(place: string): boolean {
  return ['memory', 'off'].includes(place) || (/^rediss?:/.test(place) && URL.canParse(place));
}

function isPublicKey(pem: string): boolean {
  try {
    return createPublicKey(pem).type === 'public';
  } catch {
    return false;
  }
}

/** Every setting: where it is read from, what it may be, what it is without. The README lists them. */
const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://user:password@host:port/name' })
    .optional(),
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
  DATELINE_CORS_ORIGINS: z
    .string()
    .default('https://studio.apollographql.com')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    ),
  DATELINE_SITE_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('http://localhost:4000'),
  DATELINE_SITE_NAME: z.string().default('Dateline'),
  DATELINE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  DATELINE_DRAIN_MS: z.coerce.number().int().min(0).max(2000).default(300),
  DATELINE_POOL_SIZE: positive.max(1000).default(10),
  DATELINE_POOL_TIMEOUT_MS: positive.default(1000),
  DATELINE_STATEMENT_TIMEOUT_MS: positive.default(1500),
  DATELINE_RESPONSE_CACHE: z
    .string()
    .refine((place) => isCachePlace(place), {
      error: 'must be memory, off, or redis://host:port',
    })
    .default('memory'),
  DATELINE_RESPONSE_CACHE_BYTES: positive.default(32 * 1024 * 1024),
  DATELINE_HTTP_MAX_AGE: z.coerce.number().int().min(0).default(0),
  DATELINE_COMPRESSION: flag.default(true),
  DATELINE_MAX_BODY_BYTES: positive.default(100_000),
  DATELINE_MAX_TOKENS: positive.default(1000),
  DATELINE_MAX_DEPTH: positive.default(10),
  DATELINE_MAX_ALIASES: positive.default(15),
  DATELINE_MAX_DIRECTIVES: positive.default(5),
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
