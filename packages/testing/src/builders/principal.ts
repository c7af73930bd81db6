import { randomUUID } from 'node:crypto';
import { type Principal, scopes } from '@viral-scan/contracts';

/** Somebody with every scope; ids are new unless given. */
export const principal = (known: Partial<Principal> = {}): Principal => ({
  tenantId: randomUUID(),
  userId: randomUUID(),
  subjectId: randomUUID(),
  scopes: [...scopes],
  ...known,
});
