import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { ConfigError, type Config } from '../config';
import { refusal } from '../graphql/errors';

const MANIFEST = z.record(z.string().regex(/^[0-9a-f]{64}$/), z.string());
/** The most memory for documents that clients persist themselves, in UTF-16 code units. */
const PERSISTED = 8 * 1024 * 1024;
/** What Apollo Server writes before the hashes of persisted queries. */
const PREFIX = 'apq:';

/** Which documents may be asked for by their hash, and whether any others may be sent. */
export class Documents {
  private readonly persisted = new LRUCache<string, string>({
    maxSize: PERSISTED,
    sizeCalculation: (text, key) => text.length + key.length,
  });

  /** @param trusted documents by their SHA-256, in hex */
  constructor(
    private readonly trusted: Readonly<Record<string, string>>,
    private readonly only: boolean,
  ) {}

  get(key: string): Promise<string | undefined> {
    const sha256 = key.slice(PREFIX.length);
    const known = this.isTrusted(sha256) ? this.trusted[sha256] : this.persisted.get(key);
    return Promise.resolve(known);
  }

  set(key: string, text: string): Promise<void> {
    if (!this.only) this.persisted.set(key, text);
    return Promise.resolve();
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.persisted.delete(key));
  }

  /**
   * Lets a request through whose document may be run.
   *
   * @throws DOCUMENT_NOT_TRUSTED
   */
  admit(request: Pick<FastifyRequest, 'method' | 'url' | 'body'>): void {
    if (!this.only) return;
    const { query, sha256 } = documentIn(request);
    if (this.isTrusted(query === undefined ? sha256 : hash('sha256', query))) return;
    throw refusal('DOCUMENT_NOT_TRUSTED', 'This server runs none but the queries it knows.', 403);
  }

  private isTrusted(sha256: string | undefined): boolean {
    return sha256 !== undefined && Object.hasOwn(this.trusted, sha256);
  }
}

/** The text of the query in a request, and the hash that stands for it; of a hash alone Apollo finds the text. */
function documentIn({ method, url, body }: Pick<FastifyRequest, 'method' | 'url' | 'body'>): {
  query: string | undefined;
  sha256: string | undefined;
} {
  const sent = method === 'GET' ? parametersIn(url) : body;
  const { data } = REQUEST.safeParse(sent);
  return { query: data?.query ?? undefined, sha256: data?.extensions?.persistedQuery?.sha256Hash };
}

const REQUEST = z.object({
  query: z.string().nullish(),
  extensions: z
    .object({ persistedQuery: z.object({ sha256Hash: z.string() }).nullish() })
    .nullish(),
});

function parametersIn(url: string): unknown {
  const parameters = new URLSearchParams(url.split('?', 2)[1]);
  const [query, extensions] = [parameters.get('query'), parameters.get('extensions')];
  return {
    ...(query !== null && { query }),
    ...(extensions !== null && { extensions: parseJson(extensions) }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // Apollo refuses what is not JSON
  }
}

/**
 * Reads the manifest that `DATELINE_TRUSTED_DOCUMENTS` names.
 *
 * @throws ConfigError where it can't be read, or a text has another hash
 */
export function readDocuments(config: Config): Documents {
  const { DATELINE_TRUSTED_DOCUMENTS: file, DATELINE_DOCUMENTS: mode } = config;
  if (file === undefined && mode === 'only') {
    throw new ConfigError('DATELINE_DOCUMENTS: only needs DATELINE_TRUSTED_DOCUMENTS.');
  }
  return new Documents(file === undefined ? {} : readManifest(file), mode === 'only');
}

function readManifest(file: string): Record<string, string> {
  const wrong = (what: string): ConfigError =>
    new ConfigError(`DATELINE_TRUSTED_DOCUMENTS: ${what}`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw wrong('the file can’t be read.');
  }
  const manifest = MANIFEST.safeParse(parseJson(text));
  if (!manifest.success) throw wrong('the file is not JSON of {"<SHA-256 in hex>": "<query>"}.');
  const other = Object.entries(manifest.data).find(
    ([sha256, query]) => hash('sha256', query) !== sha256,
  );
  if (other) throw wrong(`the query of ${other[0]} has another hash.`);
  return manifest.data;
}
