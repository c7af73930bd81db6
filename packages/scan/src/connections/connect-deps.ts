import { type GrantKind, type OAuth, PlatformNotConfigured } from '@viral-scan/contracts';
import type {
  AuthorizationRepository,
  ConnectionRepository,
  OwnProfileRepository,
  Vault,
} from '../ports/connections.ts';

export interface ConnectDeps {
  readonly connections: ConnectionRepository;
  readonly authorizations: AuthorizationRepository;
  readonly ownProfiles: OwnProfileRepository;
  readonly vault: Vault;
  /** Of the kinds this installation has credentials for. */
  readonly oauth: ReadonlyMap<GrantKind, OAuth>;
  /** Where browsers find this API; without a slash at the end. */
  readonly publicUrl: string;
  /** Origins that users may be sent back to. */
  readonly returnOrigins: ReadonlySet<string>;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly newId: () => string;
  /** Tokens and states end in real time, whatever the world's clock says. */
  readonly realNow: () => Date;
}

/** @throws PlatformNotConfigured */
export function oauthFor(oauth: ConnectDeps['oauth'], kind: GrantKind): OAuth {
  const found = oauth.get(kind);
  if (found === undefined) {
    throw new PlatformNotConfigured(`this installation has no credentials to connect ${kind} with`);
  }
  return found;
}
