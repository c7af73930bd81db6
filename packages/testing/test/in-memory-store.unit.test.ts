import { memoryStoreUnderTest, storeConformance } from '../src/index.ts';

storeConformance('the store in memory', async () => memoryStoreUnderTest());
