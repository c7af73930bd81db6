import {
  type Connection,
  type Grant,
  type OAuth,
  ReauthorizationRequired,
  type Renewal,
  type SubjectKey,
  UpstreamRefused,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import type { ConnectionRepository, Vault } from '../ports/connections.ts';
import { missingScopes } from './scopes.ts';
import { isLostForGood, lostTokens, openToken, sealTokens } from './sealed-tokens.ts';

/** Of the platform's answer. A lock is held meanwhile, and others wait for it. */
export const renewalDeadlineMs = 10_000;

export interface RenewDeps {
  readonly connections: ConnectionRepository;
  readonly vault: Vault;
  readonly realNow: () => Date;
  /** Default `renewalDeadlineMs`. */
  readonly deadlineMs?: number;
}

/**
 * Gets new tokens for a connection as it was `seen`, or what another process has got for it
 * meanwhile. The newest refresh token is stored in the transaction that holds the lock; a dead
 * grant is marked there too, so that nobody asks for it again.
 *
 * @throws UpstreamUnavailable and kin when the platform cannot say: nothing is changed then
 */
export function renewConnection(
  deps: RenewDeps,
  subject: SubjectKey,
  oauth: OAuth,
  seen: Connection,
): Promise<Connection | null> {
  return deps.connections.renew(subject, seen, async (locked): Promise<Renewal> => {
    if (locked.refreshExpiresAt !== null && locked.refreshExpiresAt <= deps.realNow()) {
      return dead('the grant has ended');
    }
    try {
      const refreshToken = await openToken(deps.vault, subject, locked, 'refreshToken');
      if (refreshToken === null) {
        return dead('the access token has ended, and the platform gave none to renew it with');
      }
      const grant = await ask(deps, oauth, { refreshToken, scopes: locked.scopes });
      return await renewed(deps.vault, subject, oauth, locked, grant);
    } catch (error) {
      if (isLostForGood(error)) return dead(lostTokens);
      // What renews itself cannot any more once it has ended, whatever the platform calls it.
      const hasEnded = locked.expiresAt !== null && locked.expiresAt <= deps.realNow();
      if (oauth.refreshesItself && hasEnded && error instanceof UpstreamRefused) {
        return dead(error.message);
      }
      if (!(error instanceof ReauthorizationRequired)) throw error;
      return dead(error.message);
    }
  });
}

const dead = (reason: string): Renewal => ({ outcome: 'dead', reason });

/** Ends at the deadline, also when the call does not. */
async function ask(
  { deadlineMs = renewalDeadlineMs }: RenewDeps,
  oauth: OAuth,
  grant: { readonly refreshToken: string; readonly scopes: readonly string[] },
): Promise<Grant> {
  const signal = AbortSignal.timeout(deadlineMs);
  const late = Promise.withResolvers<never>();
  const end = (): void =>
    late.reject(new UpstreamUnavailable(`no new token came within ${deadlineMs} ms`));
  signal.addEventListener('abort', end, { once: true });
  const answer = oauth.refresh(grant, { signal });
  answer.catch(() => undefined);
  late.promise.catch(() => undefined);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

async function renewed(
  vault: Vault,
  subject: SubjectKey,
  oauth: OAuth,
  locked: Connection,
  grant: Grant,
): Promise<Renewal> {
  const { required, optional } = missingScopes(oauth, grant.scopes);
  if (required.length > 0) return dead(`the grant no longer covers ${required.join(', ')}`);
  const sealed = await sealTokens(vault, subject, locked.connectionId, grant);
  const stays = grant.refreshToken === null;
  return {
    outcome: 'renewed',
    tokens: {
      accessToken: sealed.accessToken,
      refreshToken: stays ? (locked.tokens?.refreshToken ?? null) : sealed.refreshToken,
    },
    expiresAt: grant.expiresAt,
    refreshExpiresAt: grant.refreshExpiresAt ?? (stays ? locked.refreshExpiresAt : null),
    scopes: grant.scopes,
    missingScopes: optional,
  };
}
