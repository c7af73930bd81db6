import {
  type Connection,
  DomainError,
  type Grant,
  QuotaExhausted,
  RateLimited,
  type SubjectKey,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import type { ConnectDeps } from './connect-deps.ts';
import { isLostForGood, openToken } from './sealed-tokens.ts';

const patienceMs = 15_000;

export interface RevocationAttempt {
  /** Null when it has succeeded. */
  readonly failure: string | null;
  /** It may succeed another time. */
  readonly again: boolean;
}

/** Asks the platform once, for 15 s at the longest. */
export async function revokeGrant(
  { connections, oauth, vault }: Pick<ConnectDeps, 'connections' | 'vault' | 'oauth'>,
  subject: SubjectKey,
  connection: Connection,
): Promise<RevocationAttempt> {
  const client = oauth.get(connection.kind);
  if (client === undefined) {
    const failure = `this installation has no credentials for ${connection.kind}: take the access away in the settings of the platform`;
    return { failure, again: false };
  }
  if (client.revoke === null) {
    const failure = `${connection.platform} has no call that takes a grant back: take the access away in its settings`;
    return { failure, again: false };
  }
  const tokens = await openTokens(vault, subject, connection);
  if (tokens === null) return { failure: 'the tokens can no longer be read', again: false };
  await connections.noteGivenBack(connection);
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
  subject: SubjectKey,
  connection: Connection,
): Promise<Pick<Grant, 'accessToken' | 'refreshToken'> | null> {
  try {
    const accessToken = await openToken(vault, subject, connection, 'accessToken');
    const refreshToken = await openToken(vault, subject, connection, 'refreshToken');
    return accessToken === null ? null : { accessToken, refreshToken };
  } catch (error) {
    if (isLostForGood(error)) return null;
    throw error;
  }
}
