import { accountRef, type Connection } from '@viral-scan/contracts';
import type { ConnectDeps } from '../connections/connect-deps.ts';
import { revokeGrant } from '../connections/revoke-grant.ts';
import type { ErasureWork, RunningErasure } from '../ports/erasures.ts';

export interface RevokeGrantsDeps extends Pick<ConnectDeps, 'connections' | 'vault' | 'oauth'> {
  readonly work: Pick<ErasureWork, 'keepNotRevoked'>;
  readonly realNow: () => Date;
  /** From the request on: then the tokens are destroyed without the platform's word. */
  readonly revokeForMs: number;
}

/**
 * Answers how many grants were taken back, or null when a platform that cannot be reached is to be
 * asked again.
 */
export async function revokeGrants(
  { work, realNow, revokeForMs, ...deps }: RevokeGrantsDeps,
  erasure: RunningErasure,
): Promise<number | null> {
  const { connections } = deps;
  // The platform has told us that the grant is gone.
  const isGone = erasure.origin === 'platform' && erasure.account !== null;
  const isOver = realNow().getTime() - erasure.requestedAt.getTime() > revokeForMs;
  let revoked = 0;
  let isToBeAskedAgain = false;
  for (const connection of concernedBy(erasure, await connections.list(erasure))) {
    if (connection.tokens === null) continue;
    if (isGone) {
      await connections.destroyTokens(erasure, connection, null);
      continue;
    }
    const attempt = await revokeGrant(deps, erasure, connection).catch((error: unknown) => {
      // Such as a vault without its keys: an operator has had the time to bring them back.
      if (isOver) return { failure: 'its tokens could not be read', again: false };
      throw error;
    });
    if (attempt.failure !== null && attempt.again && !isOver) {
      isToBeAskedAgain = true;
      continue;
    }
    await connections.destroyTokens(erasure, connection, attempt.failure);
    if (attempt.failure === null) revoked += 1;
  }
  if (isToBeAskedAgain) return null;
  const left = concernedBy(erasure, await connections.list(erasure));
  await work.keepNotRevoked(
    erasure,
    left.flatMap(({ platform, reason }) => (reason === null ? [] : [{ platform, reason }])),
  );
  return revoked;
}

export const concernedBy = (
  { account }: RunningErasure,
  connections: readonly Connection[],
): readonly Connection[] =>
  connections.filter(
    ({ platform, externalId }) => account === null || account === accountRef(platform, externalId),
  );
