import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { scopes } from '@viral-scan/contracts';
import { exportPKCS8, exportSPKI, generateKeyPair, importPKCS8, SignJWT } from 'jose';
import type { Home } from './home.ts';

export const issuer = 'urn:viral-scan:local-issuer';
export const audience = 'viral-scan';
export const algorithm = 'ES256';

export interface LocalIssuer {
  readonly publicKeyFile: string;
  /** A token for the user with all scopes, good for 30 days. */
  tokenFor(tenantId: string, userId: string): Promise<string>;
}

/** Stands in for the integrator's identity provider; its key stays in the folder of this start. */
export async function openIssuer(home: Home): Promise<LocalIssuer> {
  const privateKeyFile = home.path('keys', 'issuer.pem');
  const publicKeyFile = home.path('keys', 'issuer.pub.pem');
  if (!existsSync(privateKeyFile) || !existsSync(publicKeyFile)) {
    const pair = await generateKeyPair(algorithm, { extractable: true });
    writeFileSync(publicKeyFile, await exportSPKI(pair.publicKey), { mode: 0o600 });
    writeFileSync(privateKeyFile, await exportPKCS8(pair.privateKey), { mode: 0o600 });
  }
  const key = await importPKCS8(readFileSync(privateKeyFile, 'utf8'), algorithm);
  return {
    publicKeyFile,
    tokenFor: (tenantId, userId) =>
      new SignJWT({ tenant: tenantId, scope: scopes.join(' ') })
        .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(userId)
        .setIssuedAt()
        .setExpirationTime('30d')
        .sign(key),
  };
}

/** A secret kept between starts, such as the key that turns users into log pseudonyms. */
export function keepSecret(home: Home, name: string): string {
  const file = home.path('keys', name);
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** A UUID that is the same for the same name, so that a later start finds its user again. */
export function uuidOf(name: string): string {
  const hash = createHash('sha256').update(`viral-scan/${name}`).digest('hex');
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
