import { randomUUID } from 'node:crypto';
import { BeingErased, type ServiceKey } from '@viral-scan/contracts';
import type { IdentityRepository } from '@viral-scan/scan';
import { keyOf, type MemoryState } from './state.ts';

export function memoryIdentity(state: MemoryState): IdentityRepository {
  const keys = new Map<string, ServiceKey>();
  const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');
  return {
    async principalOf(caller) {
      const key = keyOf(caller.tenantId, caller.userId);
      const subjectId = state.subjects.get(key)?.subjectId ?? randomUUID();
      const { tenantId, userId } = caller;
      const isBeingErased = state.erasures.some(
        (row) => row.subject?.subjectId === subjectId && row.account === null,
      );
      if (isBeingErased) throw new BeingErased('what is stored of the user is being deleted');
      state.subjects.set(key, { tenantId, userId, subjectId });
      return { ...caller, subjectId };
    },
    async find({ tenantId, userId }) {
      const known = state.subjects.get(keyOf(tenantId, userId));
      return known === undefined ? null : { tenantId, subjectId: known.subjectId };
    },
    async findServiceKey(secretHash) {
      return keys.get(hex(secretHash)) ?? null;
    },
    async createServiceKey({ tenantId, scopes, secretHash }) {
      const key = { keyId: randomUUID(), tenantId, scopes: [...scopes] };
      if (keys.has(hex(secretHash))) throw new Error('there is a key with this secret');
      keys.set(hex(secretHash), key);
      return key;
    },
  };
}
