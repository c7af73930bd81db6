import { pgStoreUnderTest, storeConformance, testDatabase } from '@viral-scan/testing';

storeConformance('the store on PostgreSQL', async () => {
  const { store, pools, drop } = await testDatabase();
  return pgStoreUnderTest(store, pools.scan, { isConcurrent: true, close: drop });
});
