import type { Principal, Scope } from '@viral-scan/contracts';

/** Who calls, as the proof of identity says; not yet known to the database. */
export interface Caller {
  readonly tenantId: string;
  readonly userId: string;
  readonly scopes: readonly Scope[];
}

export interface ServiceKey {
  readonly keyId: string;
  readonly tenantId: string;
  readonly scopes: readonly Scope[];
}

export interface IdentityRepository {
  /** Finds or creates tenant, user and subject; several at once give one subject. */
  principalOf(caller: Caller): Promise<Principal>;
  /** By the SHA-256 of the key's secret; null when unknown or revoked. */
  findServiceKey(secretHash: Uint8Array): Promise<ServiceKey | null>;
  createServiceKey(key: {
    readonly tenantId: string;
    readonly name: string;
    readonly secretHash: Uint8Array;
    readonly scopes: readonly Scope[];
  }): Promise<ServiceKey>;
}
