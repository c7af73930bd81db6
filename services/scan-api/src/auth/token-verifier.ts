import { type Caller, scopes as knownScopes, type Scope } from '@viral-scan/contracts';
import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { HttpProblem } from '../problems/http-problem.ts';
import { keysAway, unauthorized } from './refusals.ts';

/** Asymmetric only: a verifier that also took HS256 could be fooled with the public key. */
export const signatureAlgorithms = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
] as const;
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithm: SignatureAlgorithm;
  readonly keys: JWTVerifyGetKey;
}

/** @throws HttpProblem 401 for a token that does not hold, 503 when its keys cannot be fetched */
export type VerifyToken = (token: string) => Promise<Caller>;

/** For clocks that differ between issuer and us. */
const clockToleranceSeconds = 5;

const uuid = z.uuid().transform((id) => id.toLowerCase());
/** One text as RFC 8693 has it, or the list that some providers send. */
const scopeClaim = z.union([z.string(), z.array(z.string())]).default('');
const claimsSchema = z.object({ sub: uuid, tenant: uuid, scope: scopeClaim });

/**
 * Verifies bearer tokens: pinned issuer, audience and algorithm; `exp` is required. Token times
 * are real time whatever the world's clock says.
 */
export function tokenVerifier({ issuer, audience, algorithm, keys }: TokenRules): VerifyToken {
  return async (token) => {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: [algorithm],
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['exp', 'sub'],
    }).catch((error: unknown) => {
      throw isTokensFault(error)
        ? unauthorized(inWords(error), 'invalid_token')
        : new HttpProblem(keysAway, { cause: error });
    });
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success) {
      const claim = String(claims.error.issues[0]?.path[0]);
      const problem =
        claim === 'scope' ? 'neither a text nor a list of texts' : 'missing or not a UUID';
      throw unauthorized(`The claim "${claim}" of the token is ${problem}.`, 'invalid_token');
    }
    const { sub: userId, tenant: tenantId, scope } = claims.data;
    return { tenantId, userId, scopes: scopesOf(scope) };
  };
}

/** Scopes we do not know are someone else's. */
function scopesOf(claim: string | readonly string[]): Scope[] {
  const named = new Set([claim].flat().flatMap((text) => text.split(' ')));
  return knownScopes.filter((scope) => named.has(scope));
}

const tokenFaults = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];
const isTokensFault = (error: unknown): boolean =>
  tokenFaults.some((fault) => error instanceof fault);

function inWords(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `The claim "${error.claim}" of the token is missing or not the expected one.`;
  }
  return 'The token is malformed, or not signed by the expected key.';
}
