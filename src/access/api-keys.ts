import { hash, randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { IsNull, type DataSource } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { readRows } from '../database/read';
import { keepsFromChangesAlone } from '../database/trouble';
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
    sql`SELECT id, name, role, coalesce(last_used_at < now() - interval '1 minute', TRUE)
      FROM api_key WHERE hash = ${hashOf(key)} AND revoked_at IS NULL`,
  );
  if (!row) return null;
  const [id, name, role, isToBeNoted] = row as [string, string, Role, boolean];
  if (isToBeNoted) await noteUse(db, id);
  return { id, name, role };
}

/** A database that takes no changes can be read still: nobody is kept from that for want of a note. */
async function noteUse(db: DataSource, id: string): Promise<void> {
  try {
    await readRows(db, sql`UPDATE api_key SET last_used_at = now() WHERE id = ${id}`);
  } catch (error) {
    if (!keepsFromChangesAlone(error)) throw error;
  }
}

function hashOf(key: string): string {
  return hash('sha256', key);
}
