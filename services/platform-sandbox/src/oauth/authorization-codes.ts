import { createHash, randomBytes } from 'node:crypto';

export type Provider = 'google' | 'tiktok' | 'instagram' | 'facebook' | 'threads';

/** What a user has agreed to; a code stands for it, once and for a while. */
export interface Agreement {
  readonly provider: Provider;
  readonly clientId: string;
  readonly redirectUri: string;
  /** As the world knows it. */
  readonly accountId: string;
  readonly scopes: readonly string[];
  /** Null without PKCE. */
  readonly challenge: string | null;
  /** Google: whether a refresh token was asked for. */
  readonly offline: boolean;
  /** Google: whether consent was asked for even of who gave it before. */
  readonly asksAgain: boolean;
}

/** `malformed`: never given out. */
export type DeadCode = 'malformed' | 'used' | 'expired';

export interface AuthorizationCodes {
  write(agreement: Agreement): string;
  /** Uses the code up. */
  take(provider: Agreement['provider'], code: string): Agreement | DeadCode;
}

const mostKept = 10_000;

const metaCode = (random: string): string => `AQ${random}`;
/** Google's and TikTok's hold signs that a URL must escape: "decode it first". */
const codeOf: Readonly<Record<Provider, (random: string) => string>> = {
  google: (random) => `4/0${random}`,
  tiktok: (random) => `${random}*1!4820.va`,
  instagram: metaCode,
  facebook: metaCode,
  threads: metaCode,
};

export function createAuthorizationCodes(
  ttlMsOf: (provider: Provider) => number,
  now: () => number,
): AuthorizationCodes {
  const kept = new Map<string, { agreement: Agreement; expiresAtMs: number; used: boolean }>();
  return {
    write(agreement) {
      for (const [code, { expiresAtMs }] of kept) {
        if (expiresAtMs > now() && kept.size < mostKept) break;
        kept.delete(code);
      }
      const { provider } = agreement;
      const code = codeOf[provider](randomBytes(24).toString('base64url'));
      kept.set(code, { agreement, expiresAtMs: now() + ttlMsOf(provider), used: false });
      return code;
    },
    take(provider, code) {
      const found = kept.get(code);
      if (found === undefined || found.agreement.provider !== provider) return 'malformed';
      if (found.used) return 'used';
      found.used = true;
      return found.expiresAtMs <= now() ? 'expired' : found.agreement;
    },
  };
}

/** S256 of a verifier: base64url without padding at Google, lower-case hex at TikTok. */
export const challengeOf = (verifier: string, provider: Agreement['provider']): string =>
  createHash('sha256')
    .update(verifier)
    .digest(provider === 'google' ? 'base64url' : 'hex');
