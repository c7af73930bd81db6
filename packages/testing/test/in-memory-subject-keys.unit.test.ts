import type { SubjectKey } from '@viral-scan/contracts';
import { inMemorySubjectKeys, principal, subjectKeysConformance } from '../src/index.ts';

subjectKeysConformance('memory', async () => {
  const known: SubjectKey[] = [];
  return {
    keys: inMemorySubjectKeys(({ tenantId, subjectId }) =>
      known.some((one) => one.tenantId === tenantId && one.subjectId === subjectId),
    ),
    async somebody() {
      const subject = principal();
      known.push(subject);
      return subject;
    },
    close: async () => undefined,
  };
});
