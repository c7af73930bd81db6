import { UnreadableFile } from '@viral-scan/contracts';
import { codeChallengeS256 } from '../google/code-challenge.ts';
import { hexChallenge } from '../tiktok/oauth/hex-challenge.ts';
import type { Interpretation } from './exchange.ts';

/**
 * What a recorded computation is with us: the PKCE challenge of its `code_verifier` by the platform
 * whose `encoding` it names, base64url as RFC 7636 has it or TikTok's hex.
 * @throws UnreadableFile when it is neither
 */
export function interpretVector(vector: unknown): Interpretation {
  const { code_verifier: verifier, encoding: named } = Object(vector) as Record<string, unknown>;
  const encoding = typeof named === 'string' ? named : '';
  if (typeof verifier !== 'string' || !/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) {
    throw new UnreadableFile('vector.code_verifier is not 43 to 128 unreserved characters');
  }
  const call = 'code_challenge';
  if (/^base64url\b/.test(encoding)) {
    return { owner: 'google-oauth', call, objects: { codeChallenge: codeChallengeS256(verifier) } };
  }
  if (/\bhex\b/.test(encoding)) {
    return { owner: 'tiktok-display', call, objects: { codeChallenge: hexChallenge(verifier) } };
  }
  throw new UnreadableFile('vector.encoding is neither base64url nor hex');
}
