import type { GrantKind, OAuth, Principal } from '@viral-scan/contracts';
import { type ConnectDeps, oauthFor } from './connect-deps.ts';
import { returnAddress } from './return-to.ts';
import { flowIdOf, hashSecret, newSecret } from './state.ts';
import { verifierField } from './verifier-field.ts';

/** A user has to come back within it. */
export const authorizationLifetimeMs = 600_000;

export interface ConnectionWish {
  /** Where the browser goes in the end; null: a page of ours says how it went. */
  readonly returnTo: string | null;
  /**
   * True when the answer goes to the very browser that will be sent to the platform: the flow then
   * ends in no other.
   */
  readonly bindBrowser: boolean;
}

export interface BegunConnection {
  readonly authorizationUrl: URL;
  readonly expiresAt: Date;
  /** What the browser must show again, and under which name; null when it is not bound. */
  readonly browser: { readonly flowId: string; readonly nonce: string } | null;
}

/**
 * Sends a user away to consent. The state is random, good once, for ten minutes, for this user and
 * this kind of grant; only its hash is kept.
 *
 * @throws PlatformNotConfigured
 * @throws InvalidInput for a `returnTo` that is not allowed
 */
export async function beginConnection(
  deps: ConnectDeps,
  principal: Principal,
  kind: GrantKind,
  wish: ConnectionWish,
): Promise<BegunConnection> {
  const oauth = oauthFor(deps.oauth, kind);
  const returnTo = wish.returnTo === null ? null : returnAddress(wish.returnTo, deps.returnOrigins);
  const state = newSecret(deps.randomBytes);
  const stateHash = hashSecret(state);
  const codeVerifier = oauth.usesPkce ? newSecret(deps.randomBytes) : null;
  const nonce = wish.bindBrowser ? newSecret(deps.randomBytes) : null;
  const redirectUri = redirectUriOf(deps.publicUrl, oauth);
  const expiresAt = new Date(deps.realNow().getTime() + authorizationLifetimeMs);
  const { tenantId, userId, subjectId } = principal;
  await deps.authorizations.keep({
    stateHash,
    tenantId,
    userId,
    subjectId,
    kind,
    codeVerifier:
      codeVerifier === null
        ? null
        : await deps.vault.seal(principal, verifierField(stateHash), codeVerifier),
    redirectUri,
    returnTo,
    browserHash: nonce === null ? null : hashSecret(nonce),
    expiresAt,
  });
  return {
    authorizationUrl: oauth.authorizationUrl({ state, redirectUri, codeVerifier }),
    expiresAt,
    browser: nonce === null ? null : { flowId: flowIdOf(state), nonce },
  };
}

/**
 * To be registered with the platform, exactly. Each platform has its own, so that an answer meant
 * for one is not taken by another. TikTok wants a slash at the end.
 */
export const redirectUriOf = (publicUrl: string, { platform }: Pick<OAuth, 'platform'>): string =>
  `${publicUrl}/connect/${platform}/callback${platform === 'tiktok' ? '/' : ''}`;
