import {
  type AccountRef,
  type Connection,
  DomainError,
  type Grant,
  NotFound,
  type Principal,
  QuotaExhausted,
  RateLimited,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import type { ConnectDeps } from './connect-deps.ts';
import { isLostForGood, openToken } from './sealed-tokens.ts';

const patienceMs = 15_000;

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
  const attempt = await revoke(deps, principal, connection);
  if (attempt.again && attempt.failure !== null) {
    await deps.connections.noteUnrevoked(principal, connection, attempt.failure);
  } else {
    await deps.connections.destroyTokens(principal, connection, attempt.failure);
  }
  return { revoked: attempt.failure === null, reason: attempt.failure };
}

interface Attempt {
  /** Null when it has succeeded. */
  readonly failure: string | null;
  /** It may succeed another time. */
  readonly again: boolean;
}

async function revoke(
  { oauth, vault }: DisconnectDeps,
  principal: Principal,
  connection: Connection,
): Promise<Attempt> {
  const client = oauth.get(connection.kind);
  if (client === undefined) {
    const failure = `this installation has no credentials for ${connection.kind}: take the access away in the settings of the platform`;
    return { failure, again: false };
  }
  if (client.revoke === null) {
    const failure = `${connection.platform} has no call that takes a grant back: take the access away in its settings`;
    return { failure, again: false };
  }
  const tokens = await openTokens(vault, principal, connection);
  if (tokens === null) return { failure: 'the tokens can no longer be read', again: false };
  const signal = AbortSignal.timeout(patienceMs);
  try {
    await client.revoke(tokens, { signal });
    return { failure: null, again: false };
  } catch (error) {
    if (signal.aborted) return { failure: 'the platform did not answer in time', again: true };
    if (!(error instanceof DomainError)) throw error;
    const mayPass = [UpstreamUnavailable, RateLimited, QuotaExhausted];
    return { failure: error.message, again: mayPass.some((kind) => error instanceof kind) };
  }
}

/** Null when nobody can open them any more; another fault of the vault can be mended, and thrown. */
async function openTokens(
  vault: ConnectDeps['vault'],
  principal: Principal,
  connection: Connection,
): Promise<Pick<Grant, 'accessToken' | 'refreshToken'> | null> {
  try {
    const accessToken = await openToken(vault, principal, connection, 'accessToken');
    const refreshToken = await openToken(vault, principal, connection, 'refreshToken');
    return accessToken === null ? null : { accessToken, refreshToken };
  } catch (error) {
    if (isLostForGood(error)) return null;
    throw error;
  }
}
