import type { Connector, GrantKind } from '@viral-scan/contracts';
import type { AccessTokens, OwnAccounts } from '@viral-scan/scan';

/** Connected accounts are read with their grant, through the connector of its kind. */
export const ownAccounts = (
  tokens: AccessTokens,
  connectors: ReadonlyMap<GrantKind, Connector>,
): OwnAccounts => ({
  async accessTo(subject, ref) {
    const grant = await tokens.grantOf(subject, ref);
    const connector = grant === null ? undefined : connectors.get(grant.kind);
    if (grant === null || connector === undefined) return null;
    return {
      connector,
      token: (signal) => grant.token(signal),
      renew: (refused, signal) => grant.renew(refused, signal),
      giveUp: (reason) => grant.giveUp(reason),
    };
  },
});
