import {
  inMemoryCache,
  inMemoryQueue,
  jobQueueConformance,
  latestReportCacheConformance,
} from '../src/index.ts';

jobQueueConformance('the queue in memory', async () => {
  const queue = inMemoryQueue();
  return {
    queue,
    runNext: (name, run) => queue.runNext(name, run.during),
    close: async () => undefined,
  };
});

latestReportCacheConformance('the cache in memory', async () => ({
  cache: inMemoryCache(),
  close: async () => undefined,
}));
