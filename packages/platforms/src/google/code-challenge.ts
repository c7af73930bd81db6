import { createHash } from 'node:crypto';
import { InvalidInput } from '@viral-scan/contracts';

/** base64url(SHA-256(verifier)) without padding: method S256 of RFC 7636. */
export const codeChallengeS256 = (codeVerifier: string): string =>
  createHash('sha256').update(codeVerifier, 'ascii').digest('base64url');

/** @throws InvalidInput unless it is 43–128 unreserved characters */
export function checkCodeVerifier(codeVerifier: string | null): string {
  if (codeVerifier === null || !/^[A-Za-z0-9._~-]{43,128}$/.test(codeVerifier)) {
    throw new InvalidInput('code_verifier', 'must be 43 to 128 unreserved characters');
  }
  return codeVerifier;
}
