import { type CryptoKey, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { tokenVerifier } from '../src/auth/token-verifier.ts';

export const issuer = 'urn:test:issuer';
export const audience = 'viral-scan';
export const everyScope = 'scan:read scan:write import:write collection:write';

export interface TokenWish {
  readonly userId: string;
  readonly tenantId: string;
  readonly scope?: string;
  readonly claims?: JWTPayload;
  readonly expires?: string | Date | null;
  readonly header?: Readonly<Record<string, string>>;
}

/** An identity provider with one ES256 key. */
export async function localIssuer() {
  const pair = await generateKeyPair('ES256', { extractable: true });
  return {
    ...pair,
    publicPem: await exportSPKI(pair.publicKey),
    verifyToken: tokenVerifier({
      issuer,
      audience,
      algorithm: 'ES256',
      keys: async () => pair.publicKey,
    }),
    token: (wish: TokenWish): Promise<string> => sign(wish, pair.privateKey),
  };
}
export type LocalIssuer = Awaited<ReturnType<typeof localIssuer>>;

export function sign(
  { userId, tenantId, scope = everyScope, claims, expires = '5m', header }: TokenWish,
  key: CryptoKey | Uint8Array,
): Promise<string> {
  const token = new SignJWT({ tenant: tenantId, scope, ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', ...header })
    .setIssuedAt();
  if (claims?.iss === undefined) token.setIssuer(issuer);
  if (claims?.aud === undefined) token.setAudience(audience);
  if (claims?.sub === undefined) token.setSubject(userId);
  if (expires !== null) token.setExpirationTime(expires);
  return token.sign(key);
}
