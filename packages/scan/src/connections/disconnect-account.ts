import { type AccountRef, NotFound, type Principal } from '@viral-scan/contracts';
import type { ConnectDeps } from './connect-deps.ts';
import { revokeGrant } from './revoke-grant.ts';

export interface DisconnectedAccount {
  /** The platform has taken the grant back, or it was dead. */
  readonly revoked: boolean;
  /** Why not. */
  readonly reason: string | null;
}

type DisconnectDeps = Pick<ConnectDeps, 'connections' | 'vault' | 'oauth'>;

/**
 * Disconnects first: from here on nobody gets a token. Then the platform is asked to revoke the
 * grant, and the tokens are destroyed. They are kept, for another call to try again, only while the
 * platform cannot be reached.
 *
 * @throws NotFound when the account was never connected
 */
export async function disconnectAccount(
  deps: DisconnectDeps,
  principal: Principal,
  ref: AccountRef,
): Promise<DisconnectedAccount> {
  const connection = await deps.connections.disconnect(principal, ref);
  if (connection === null) throw new NotFound('there is no such connected account');
  if (connection.tokens === null) {
    return { revoked: connection.reason === null, reason: connection.reason };
  }
  const attempt = await revokeGrant(deps, principal, connection);
  if (attempt.again && attempt.failure !== null) {
    await deps.connections.noteUnrevoked(principal, connection, attempt.failure);
  } else {
    await deps.connections.destroyTokens(principal, connection, attempt.failure);
  }
  return { revoked: attempt.failure === null, reason: attempt.failure };
}
