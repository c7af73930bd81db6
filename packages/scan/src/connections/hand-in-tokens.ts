import {
  AccessTokenRejected,
  AccountNotFound,
  type AccountRef,
  accountRef,
  type CallOptions,
  type Connection,
  connectablePlatforms,
  type Grant,
  type GrantKind,
  grantKindOf,
  type HandInTokens,
  InvalidInput,
  type OAuth,
  type Principal,
  ReauthorizationRequired,
  splitAccountRef,
} from '@viral-scan/contracts';
import { type ConnectDeps, oauthFor } from './connect-deps.ts';
import { keepConnection } from './keep-connection.ts';
import { missingScopes } from './scopes.ts';

const patienceMs = 20_000;

/**
 * Takes tokens that an integrator holds already, after the platform has said that they are of this
 * account. Nothing is stored otherwise.
 *
 * @throws InvalidInput naming the field
 * @throws PlatformNotConfigured, and UpstreamUnavailable and kin when the platform cannot say
 */
export async function handInTokens(
  deps: ConnectDeps,
  principal: Principal,
  ref: AccountRef,
  handed: HandInTokens,
): Promise<Connection> {
  const oauth = oauthFor(deps.oauth, kindOf(ref, handed.kind));
  const grant: Grant = {
    accessToken: handed.access_token,
    refreshToken: handed.refresh_token ?? (oauth.refreshesItself ? handed.access_token : null),
    expiresAt: new Date(handed.expires_at),
    refreshExpiresAt: null,
    scopes: handed.scopes ?? oauth.scopes,
  };
  const { required } = missingScopes(oauth, grant.scopes);
  if (required.length > 0) {
    throw new InvalidInput('scopes', `must include ${required.join(', ')}`);
  }
  const held = grant.expiresAt > deps.realNow() ? grant : await refreshed(oauth, grant);
  const live = await tried(async (call) => ({
    ...held,
    accessToken:
      (await oauth.accountToken?.(held.accessToken, splitAccountRef(ref).externalId, call)) ??
      held.accessToken,
  }));
  const profile = await tried((call) => oauth.identify(live.accessToken, call));
  if (accountRef(profile.platform, profile.externalId) !== ref) {
    throw new InvalidInput('access_token', 'is of another account than the address names');
  }
  return keepConnection(deps, principal, oauth, profile, live);
}

/** Tokens are tried now; integrators mostly hold one that has ended, and the means to renew it. */
async function refreshed(oauth: OAuth, { refreshToken, scopes }: Grant): Promise<Grant> {
  if (refreshToken === null) {
    throw new InvalidInput('expires_at', 'must be in the future where there is no refresh_token');
  }
  const call = { signal: AbortSignal.timeout(patienceMs) };
  try {
    const grant = await oauth.refresh({ refreshToken, scopes }, call);
    return { ...grant, refreshToken: grant.refreshToken ?? refreshToken };
  } catch (cause) {
    if (!(cause instanceof ReauthorizationRequired)) throw cause;
    throw new InvalidInput('refresh_token', 'is refused by the platform', { cause });
  }
}

function kindOf(ref: AccountRef, wished: GrantKind | undefined): GrantKind {
  const named = splitAccountRef(ref).platform;
  const platform = connectablePlatforms.find((one) => one === named);
  if (platform === undefined) {
    throw new InvalidInput('id', `must be an account of ${connectablePlatforms.join(' or ')}`);
  }
  const kind = grantKindOf(platform, wished);
  if (kind === null) throw new InvalidInput('kind', `is none of ${platform}`);
  return kind;
}

async function tried<T>(ask: (call: CallOptions) => Promise<T>): Promise<T> {
  try {
    return await ask({ signal: AbortSignal.timeout(patienceMs) });
  } catch (cause) {
    const isTokensFault = [AccessTokenRejected, ReauthorizationRequired, AccountNotFound].some(
      (kind) => cause instanceof kind,
    );
    if (!isTokensFault) throw cause;
    throw new InvalidInput('access_token', 'is refused by the platform', { cause });
  }
}
