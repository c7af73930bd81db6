import { accountRef, type SubjectKey } from '@viral-scan/contracts';
import type { AccessTokens, ConnectionRepository, OwnAccess, OwnAccounts } from '@viral-scan/scan';
import type { Connectors } from './connectors.ts';

export interface OwnAccountsDeps {
  readonly tokens: AccessTokens;
  readonly connections: Pick<ConnectionRepository, 'list'>;
  readonly connectors: Pick<Connectors, 'own' | 'others'>;
}

/**
 * Connected accounts are read with their grant, through the connector of its kind; those of others with
 * the first grant that works, where its platform shows them.
 */
export function ownAccounts({ tokens, connections, connectors }: OwnAccountsDeps): OwnAccounts {
  const accessBy = async (
    subject: SubjectKey,
    ref: string,
    through: Connectors['own'],
  ): Promise<OwnAccess | null> => {
    const grant = await tokens.grantOf(subject, ref);
    const connector = grant === null ? undefined : through.get(grant.kind);
    if (grant === null || connector === undefined) return null;
    return {
      connector,
      token: (signal) => grant.token(signal),
      renew: (refused, signal) => grant.renew(refused, signal),
      giveUp: (reason) => grant.giveUp(reason),
    };
  };
  return {
    accessTo: (subject, ref) => accessBy(subject, ref, connectors.own),

    async accessToOthers(subject, platform) {
      const { others } = connectors;
      if (![...others.values()].some((connector) => connector.platform === platform)) return null;
      for (const { kind, state, ...known } of await connections.list(subject)) {
        if (known.platform !== platform || state !== 'active' || !others.has(kind)) continue;
        const ref = accountRef(known.platform, known.externalId);
        const access = await accessBy(subject, ref, others);
        if (access !== null) return access;
      }
      return null;
    },
  };
}
