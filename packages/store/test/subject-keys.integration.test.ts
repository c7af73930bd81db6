import { subjectKeysConformance, testDatabase } from '@viral-scan/testing';

subjectKeysConformance('the store on PostgreSQL', async () => {
  const { store, drop } = await testDatabase();
  return {
    keys: store.subjectKeys,
    somebody: () =>
      store.identity.principalOf({
        tenantId: crypto.randomUUID(),
        userId: crypto.randomUUID(),
        scopes: [],
      }),
    close: drop,
  };
});
