import {
  accountRef,
  type Connection,
  type Grant,
  type Grantee,
  type OAuth,
  type SubjectKey,
} from '@viral-scan/contracts';
import type { ConnectDeps } from './connect-deps.ts';
import { missingScopes } from './scopes.ts';
import { sealTokens } from './sealed-tokens.ts';

const attempts = 3;

/**
 * Stores the grant of an account. The account becomes the user's own first: an own account without
 * a connection is read as anybody could, but a connection without its account would be found by no
 * scan. Both may be done again.
 */
export async function keepConnection(
  deps: Pick<ConnectDeps, 'connections' | 'ownProfiles' | 'vault' | 'newId' | 'realNow'>,
  subject: SubjectKey,
  oauth: OAuth,
  { aliases = [], ...profile }: Grantee,
  grant: Grant,
): Promise<Connection> {
  await deps.ownProfiles.keep(subject, profile);
  const ref = accountRef(profile.platform, profile.externalId);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const known = await deps.connections.find(subject, ref);
    const connectionId = known?.connectionId ?? deps.newId();
    const saved = await deps.connections.save(subject, {
      connectionId,
      platform: profile.platform,
      externalId: profile.externalId,
      kind: oauth.kind,
      aliases,
      scopes: grant.scopes,
      missingScopes: missingScopes(oauth, grant.scopes).optional,
      tokens: await sealTokens(deps.vault, subject, connectionId, grant),
      expiresAt: grant.expiresAt,
      refreshExpiresAt: grant.refreshExpiresAt,
      connectedAt: deps.realNow(),
    });
    // Null: the account was connected a moment ago, under an id that is known now.
    if (saved !== null) return saved;
  }
  throw new Error(`a connection changed its id ${attempts} times while it was saved`);
}
