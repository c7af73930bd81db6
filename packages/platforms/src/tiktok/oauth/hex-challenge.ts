import { createHash } from 'node:crypto';
import { InvalidInput } from '@viral-scan/contracts';

/**
 * The challenge of Login Kit: SHA-256 of the verifier in lower-case hex, where RFC 7636 (4.2) has
 * base64url.
 * @throws InvalidInput for a verifier outside RFC 7636 (4.1), or none
 */
export function hexChallenge(codeVerifier: string | null): string {
  return createHash('sha256').update(requiredVerifier(codeVerifier)).digest('hex');
}

export function requiredVerifier(codeVerifier: string | null): string {
  if (codeVerifier === null || !/^[A-Za-z0-9._~-]{43,128}$/.test(codeVerifier)) {
    throw new InvalidInput('code_verifier', 'must be 43 to 128 unreserved characters');
  }
  return codeVerifier;
}
