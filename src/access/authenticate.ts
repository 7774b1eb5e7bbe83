import type { DataSource } from 'typeorm';
import type { Config } from '../config';
import { unauthenticated } from '../graphql/errors';
import type { Viewer } from '../graphql/viewer';
import { isApiKey, viewerOfKey } from './api-keys';
import { identityProvider } from './identity-provider';

/**
 * Tells who asks by an `Authorization` header, `Bearer` and a key or a token. Without one they are a reader.
 *
 * @throws UNAUTHENTICATED where there is one that does not hold: never a reader in silence
 */
export type Authenticate = (authorization: string | undefined) => Promise<Viewer>;

/** @param anyone who asks without saying who they are */
export function authenticator(
  db: DataSource,
  config: Config,
  anyone: Viewer = { role: 'READER' },
): Authenticate {
  const provider = identityProvider(config);
  return async (authorization) => {
    if (authorization === undefined) return anyone;
    const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    if (token === undefined) throw unauthenticated();
    const viewer = isApiKey(token) ? await viewerOfKey(db, token) : await provider?.(token);
    if (!viewer) throw unauthenticated();
    return viewer;
  };
}
