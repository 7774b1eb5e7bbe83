import { createPublicKey } from 'node:crypto';
import {
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose';
import type { Config } from '../config';
import { unauthenticated, unavailable } from '../graphql/errors';
import { hasRole, Role, type Viewer } from '../graphql/viewer';

/** Tells who bears a token of the newsroom's identity provider. @throws UNAUTHENTICATED, SERVICE_UNAVAILABLE */
export type IdentityProvider = (token: string) => Promise<Viewer>;

/** Signatures that only the provider can make: none with a shared secret. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
/** Milliseconds to wait for the provider's keys. */
const PATIENCE = 2000;
/** Seconds by which two clocks may differ. */
const CLOCK_TOLERANCE = 5;

/** The provider that the settings name; null where they name none. */
export function identityProvider(config: Config): IdentityProvider | null {
  const keys = keysOf(config);
  if (!keys) return null;
  const options: JWTVerifyOptions = {
    algorithms: ALGORITHMS,
    clockTolerance: CLOCK_TOLERANCE,
    requiredClaims: ['exp', 'sub'],
    ...(config.DATELINE_JWT_ISSUER !== undefined && { issuer: config.DATELINE_JWT_ISSUER }),
    ...(config.DATELINE_JWT_AUDIENCE !== undefined && { audience: config.DATELINE_JWT_AUDIENCE }),
  };
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, options);
      return viewerOf(payload, config.DATELINE_JWT_ROLE_CLAIM);
    } catch (error) {
      throw explained(error as Error);
    }
  };
}

function keysOf({
  DATELINE_JWT_JWKS_URL: url,
  DATELINE_JWT_PUBLIC_KEY: pem,
}: Config): JWTVerifyGetKey | null {
  if (url !== undefined) return createRemoteJWKSet(new URL(url), { timeoutDuration: PATIENCE });
  if (pem === undefined) return null;
  const key = createPublicKey(pem);
  return () => key;
}

/** What jose throws because of the token itself; all else is the provider's fault, or ours. */
const BAD_TOKEN = [
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  TypeError,
];

function explained(error: Error): Error {
  if (BAD_TOKEN.some((type) => error instanceof type)) return unauthenticated();
  return unavailable(
    'SERVICE_UNAVAILABLE',
    'The identity provider is not available. Try again.',
    error,
  );
}

function viewerOf(payload: JWTPayload, claim: string): Viewer {
  const { sub = '', name, preferred_username: username, email } = payload;
  const names = [name, username, email, sub].filter((one) => typeof one === 'string');
  return { id: sub, name: names[0] ?? sub, role: roleIn(payload, claim) };
}

/** The highest role that a claim names, alone or in a list; a dot in the claim's name leads into an object. */
function roleIn(payload: JWTPayload, claim: string): Role {
  const value = claim
    .split('.')
    .reduce<unknown>(
      (at, key) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, key)
          ? (at as Record<string, unknown>)[key]
          : undefined,
      payload,
    );
  const named = [value].flat().map((role) => String(role).toUpperCase());
  const roles = Object.keys(Role).filter((role): role is Role => named.includes(role));
  return roles.reduce<Role>((most, role) => (hasRole({ role }, most) ? role : most), 'READER');
}
