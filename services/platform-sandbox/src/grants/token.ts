import { createHmac, timingSafeEqual } from 'node:crypto';
import { type GrantKind, grantKinds, knownScopes } from './grant-kinds.ts';

/**
 * Tokens tell what they are worth, signed: so a sandbox that was started again still knows those
 * of its last life. (What it forgets is what was revoked or rotated in it.)
 */
export interface TokenClaims {
  readonly use: 'access' | 'refresh';
  readonly kind: GrantKind;
  readonly grantId: string;
  readonly clientId: string;
  /** Channel id, or the world's open id. */
  readonly accountId: string;
  readonly scopes: readonly string[];
  /** Of a refresh token: how often its grant was rotated before. */
  readonly generation: number;
  /** How often tokens of this use were made old on demand before this one. */
  readonly epoch: number;
  /** Makes tokens of one moment differ. */
  readonly nonce: string;
  /** Infinity is written as 0. */
  readonly expiresAtMs: number;
  /** Of Meta's tokens only. */
  readonly life?: TokenLife | undefined;
  readonly issuedAtMs?: number | undefined;
}

/**
 * Meta has no refresh tokens: a `short` token is exchanged for a `long` one, which is exchanged for
 * another. A `page` token is what a user's token is worth at one Page.
 */
export const tokenLives = ['short', 'long', 'page'] as const;
export type TokenLife = (typeof tokenLives)[number];

const prefixes: Readonly<Record<GrantKind, Readonly<Record<TokenClaims['use'], string>>>> = {
  youtube: { access: 'ya29.', refresh: '1//' },
  'tiktok-accounts': { access: 'act.', refresh: 'rft.' },
  'tiktok-display': { access: 'act.', refresh: 'rft.' },
  'instagram-login': { access: 'IGAA', refresh: 'IGAA' },
  'instagram-facebook': { access: 'EAAS', refresh: 'EAAS' },
  threads: { access: 'THAA', refresh: 'THAA' },
};

export interface TokenSigner {
  write(claims: TokenClaims): string;
  /** Null for anything that was not written here. */
  read(token: string): TokenClaims | null;
}

export function createTokenSigner(key: string): TokenSigner {
  const signatureOf = (text: string): string =>
    createHmac('sha256', key).update(text).digest('base64url').slice(0, 22);

  return {
    write(claims) {
      const { use, kind, grantId, clientId, accountId, generation } = claims;
      const known = knownScopes[kind];
      const mask = claims.scopes.reduce((sum, scope) => sum + 2 ** known.indexOf(scope), 0);
      const fields = [
        use === 'access' ? 'a' : 'r',
        grantKinds.indexOf(kind),
        grantId,
        clientId,
        accountId,
        mask,
        generation,
        claims.epoch,
        claims.nonce,
        Number.isFinite(claims.expiresAtMs) ? claims.expiresAtMs : 0,
        ...(claims.life === undefined
          ? []
          : [tokenLives.indexOf(claims.life), claims.issuedAtMs ?? 0]),
      ];
      const text = Buffer.from(JSON.stringify(fields)).toString('base64url');
      return `${prefixes[kind][use]}${text}-${signatureOf(text)}`;
    },
    read(token) {
      const match =
        /^(?:ya29\.|1\/\/|act\.|rft\.|IGAA|EAAS|THAA)([\w-]{20,2000})-([\w-]{22})$/.exec(token);
      const [, text = '', signature = ''] = match ?? [];
      const expected = Buffer.from(signatureOf(text));
      if (match === null || !timingSafeEqual(expected, Buffer.from(signature))) return null;
      const [
        use,
        kindIndex,
        grantId,
        clientId,
        accountId,
        mask,
        generation,
        epoch,
        nonce,
        expires,
        lifeIndex,
        issuedAtMs,
      ] = JSON.parse(Buffer.from(text, 'base64url').toString());
      const kind = grantKinds[kindIndex];
      if (kind === undefined) return null;
      return {
        use: use === 'a' ? 'access' : 'refresh',
        kind,
        grantId,
        clientId,
        accountId,
        scopes: knownScopes[kind].filter((_, bit) => Math.floor(mask / 2 ** bit) % 2 === 1),
        generation,
        epoch,
        nonce,
        expiresAtMs: expires === 0 ? Number.POSITIVE_INFINITY : expires,
        life: tokenLives[lifeIndex],
        issuedAtMs,
      };
    },
  };
}
