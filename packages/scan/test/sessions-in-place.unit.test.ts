import { analysisVersion, analyze, rankPosts } from '@viral-scan/analysis';
import { sessionsInPlace } from '@viral-scan/scan';
import { analysisSessionsConformance, memoryStoreUnderTest } from '@viral-scan/testing';

analysisSessionsConformance('sessions in place', async () => {
  const store = memoryStoreUnderTest();
  return {
    store,
    sessions: sessionsInPlace({ steps: store.steps, analyze, rank: rankPosts, analysisVersion }),
    close: () => store.close(),
  };
});
