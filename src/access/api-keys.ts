import { hash, randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { IsNull, type DataSource } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { readRows } from '../database/read';
import type { Role, Viewer } from '../graphql/viewer';
import { ApiKey } from './api-key';

/** What every key begins with: people, and programs that look for leaked secrets, know it by this. */
const PREFIX = 'dateline_';
const RANDOM_BYTES = 32;

export function isApiKey(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** Makes a key of 256 random bits. It is given back this once. */
export async function createApiKey(
  db: DataSource,
  { name, role }: { name: string; role: Role },
): Promise<{ key: string; apiKey: ApiKey }> {
  const key = PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
  const apiKey = Object.assign(new ApiKey(), {
    uuid: uuidV7(),
    name,
    role,
    hash: hashOf(key),
    createdAt: new Date(),
    lastUsedAt: null,
    revokedAt: null,
  });
  await db.getRepository(ApiKey).insert(apiKey);
  return { key, apiKey };
}

/** Every key there has been, the newest first. */
export function listApiKeys(db: DataSource): Promise<ApiKey[]> {
  return db.getRepository(ApiKey).find({ order: { createdAt: 'DESC', uuid: 'DESC' } });
}

/** Ends a key, now and for good; false where no key that holds has this id. */
export async function revokeApiKey(db: DataSource, uuid: string): Promise<boolean> {
  const holds = { uuid, revokedAt: IsNull() };
  const { affected } = await db.getRepository(ApiKey).update(holds, { revokedAt: new Date() });
  return affected === 1;
}

/** Who holds a key; null where it is unknown or revoked. Notes its use, once a minute at most. */
export async function viewerOfKey(db: DataSource, key: string): Promise<Viewer | null> {
  const [row] = await readRows(
    db,
    sql`WITH known AS (
        SELECT id, name, role, last_used_at FROM api_key
        WHERE hash = ${hashOf(key)} AND revoked_at IS NULL
      ), used AS (
        UPDATE api_key SET last_used_at = now() FROM known
        WHERE api_key.id = known.id
          AND coalesce(known.last_used_at < now() - interval '1 minute', TRUE)
      )
      SELECT id, name, role FROM known`,
  );
  if (!row) return null;
  const [id, name, role] = row as [string, string, Role];
  return { id, name, role };
}

function hashOf(key: string): string {
  return hash('sha256', key);
}
