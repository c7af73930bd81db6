import type { Caller, NewServiceKey, Principal, ServiceKey } from '@viral-scan/contracts';

export interface IdentityRepository {
  /** Finds or creates tenant, user and subject; several at once give one subject. */
  principalOf(caller: Caller): Promise<Principal>;
  /** By the SHA-256 of the key's secret; null when unknown or revoked. */
  findServiceKey(secretHash: Uint8Array): Promise<ServiceKey | null>;
  createServiceKey(key: NewServiceKey): Promise<ServiceKey>;
}
