import { readFile } from 'node:fs/promises';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  importSPKI,
  importX509,
  type JWTVerifyGetKey,
} from 'jose';
import { z } from 'zod';
import type { SignatureAlgorithm } from './token-verifier.ts';

const jwkSchema = z
  .looseObject({ kty: z.enum(['EC', 'RSA', 'OKP']) })
  .refine((jwk) => !('d' in jwk), 'holds a private key; only public keys belong here');
const keyFileSchema = z.union([
  z.object({ keys: z.array(jwkSchema).min(1) }),
  jwkSchema.transform((jwk) => ({ keys: [jwk] })),
]);

/**
 * The keys that tokens may be signed with, from a file read once (PEM or JWK or JWKS) or from a
 * JWKS address, asked again for unknown key ids at most every 30 s.
 * @throws Error when the file does not hold public keys
 */
export async function signingKeys(
  from: { readonly file: string | undefined; readonly jwksUrl: string | undefined },
  algorithm: SignatureAlgorithm,
): Promise<JWTVerifyGetKey> {
  if (from.jwksUrl !== undefined) {
    return createRemoteJWKSet(new URL(from.jwksUrl), { timeoutDuration: 2_000 });
  }
  if (from.file === undefined) throw new Error('no key to verify tokens with is configured');
  const text = await readFile(from.file, 'utf8').catch((cause: unknown) => {
    throw new Error('JWT_PUBLIC_KEY_FILE cannot be read', { cause });
  });
  try {
    return await keysOf(text.trim(), algorithm);
  } catch (cause) {
    throw new Error(`JWT_PUBLIC_KEY_FILE does not hold a public key for ${algorithm}`, { cause });
  }
}

/** A PEM names no key id: its key serves for every token. */
async function keysOf(text: string, algorithm: SignatureAlgorithm): Promise<JWTVerifyGetKey> {
  if (text.startsWith('-----BEGIN PUBLIC KEY')) {
    const key = await importSPKI(text, algorithm);
    return async () => key;
  }
  if (text.startsWith('-----BEGIN CERTIFICATE')) {
    const key = await importX509(text, algorithm);
    return async () => key;
  }
  return createLocalJWKSet(keyFileSchema.parse(JSON.parse(text)));
}
