import type {
  Caller,
  NewServiceKey,
  Principal,
  ServiceKey,
  SubjectKey,
} from '@viral-scan/contracts';

export interface IdentityRepository {
  /**
   * Finds or creates tenant, user and subject; several at once give one subject.
   *
   * @throws BeingErased while what is stored of them is deleted
   */
  principalOf(caller: Caller): Promise<Principal>;
  /** Also while what is stored of them is being deleted. Creates nothing: null for somebody new. */
  find(caller: Caller): Promise<SubjectKey | null>;
  /** By the SHA-256 of the key's secret; null when unknown or revoked. */
  findServiceKey(secretHash: Uint8Array): Promise<ServiceKey | null>;
  createServiceKey(key: NewServiceKey): Promise<ServiceKey>;
}
