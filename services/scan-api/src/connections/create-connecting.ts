import { randomBytes, randomUUID } from 'node:crypto';
import type { Http } from '@viral-scan/contracts';
import { oauthClients } from '@viral-scan/platforms';
import type { ConnectDeps, Vault } from '@viral-scan/scan';
import type { Store } from '@viral-scan/store';
import { createVault } from '@viral-scan/vault';
import type { Config } from '../config.ts';

/** What connecting accounts needs, out of the configuration. */
export function createConnecting(config: Config, store: Store, http: Http): ConnectDeps {
  const { VAULT_MASTER_KEYS: masterKeys } = config;
  const realNow = (): Date => new Date();
  return {
    connections: store.connections,
    authorizations: store.authorizations,
    ownProfiles: store.ownProfiles,
    vault:
      masterKeys === undefined
        ? noVault
        : createVault({ masterKeys, subjectKeys: store.subjectKeys }),
    oauth: oauthClients(config, http, realNow),
    publicUrl: config.PUBLIC_URL ?? '',
    returnOrigins: new Set(config.RETURN_ORIGINS),
    randomBytes,
    newId: randomUUID,
    realNow,
  };
}

/** Without keys there are no logins either (see `checkOauthConfig`), and nothing to seal. */
const refuse = async (): Promise<never> => {
  throw new Error('nothing can be sealed or opened: VAULT_MASTER_KEYS is not set');
};
const noVault: Vault = { seal: refuse, open: refuse };
