import { expect, test } from 'vitest';
import { randomToken, sha256 } from '../src/index.ts';

test('a random token has 43 characters of base64url for 32 bytes, and never comes twice', () => {
  expect(randomToken()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(randomToken(96)).toMatch(/^[A-Za-z0-9_-]{128}$/);
  expect(new Set(Array.from({ length: 1_000 }, () => randomToken())).size).toBe(1_000);
});

test('the hash of a PKCE verifier is the challenge of RFC 7636, appendix B', () => {
  const challenge = sha256('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk').toString('base64url');
  expect(challenge).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});
