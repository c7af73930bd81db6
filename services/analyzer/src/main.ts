import { analyzeScanJobSchema } from '@viral-scan/contracts';
import { connectRedis, createLatestReportCache, redisPing, startWorker } from '@viral-scan/queue';
import { createRuntime, traceMethods } from '@viral-scan/runtime';
import { createPools, createStore } from '@viral-scan/store';
import { createAnalysisThreads } from './analysis-threads.ts';
import { analyzeScanJob } from './analyze-scan-job.ts';
import { readConfig } from './config.ts';

const config = readConfig();
const runtime = createRuntime('analyzer', config);
const { logger, shutdown, clock } = runtime;
const warn = (error: Error): void => logger.warn({ err: error }, 'a connection was lost');

const pools = createPools({
  databaseUrl: config.DATABASE_URL,
  applicationName: runtime.service,
  max: config.ANALYZER_THREADS + 2,
  onError: warn,
});
const store = createStore({
  pool: pools.scan,
  identityPool: pools.identity,
  now: clock.now,
});
const redis = connectRedis(config.REDIS_URL, {
  role: 'blocking',
  name: runtime.service,
  onError: warn,
});
const cacheRedis = connectRedis(config.CACHE_REDIS_URL ?? config.REDIS_URL, {
  role: 'cache',
  name: `${runtime.service}-cache`,
  onError: warn,
});
const threads = createAnalysisThreads({
  threads: config.ANALYZER_THREADS,
  coresPerAnalysis: config.ANALYZER_CORES_PER_ANALYSIS,
  databaseUrl: config.DATABASE_URL,
  applicationName: `${runtime.service}-thread`,
  heapMb: config.ANALYZER_HEAP_MB,
  onError: (error) => logger.error({ err: error }, 'an idle analysis thread died'),
});
const worker = startWorker({
  name: 'analyze-scan',
  redis,
  prefix: config.QUEUE_PREFIX,
  concurrency: config.ANALYZER_THREADS,
  schema: analyzeScanJobSchema,
  handler: analyzeScanJob(
    {
      steps: traceMethods(runtime.tracing, 'db.steps', store.steps),
      analysis: traceMethods(runtime.tracing, 'analysis', threads),
      cache: createLatestReportCache({ redis: cacheRedis }),
      clock,
      reuse: config.ANALYZER_REUSE,
      onCacheError: (error) => logger.warn({ err: error }, 'the latest report was not cached'),
    },
    runtime,
  ),
  onEnd: runtime.jobEnded,
  onError: warn,
});

shutdown.register('drain', 'worker', () => worker.close({ timeoutMs: 5_000 }));
shutdown.register('close', 'connections', async () => {
  redis.disconnect();
  cacheRedis.disconnect();
  await Promise.all([threads.close(), pools.end()]);
});
await runtime.serveHealth(config, [
  { name: 'database', required: true, check: () => store.describe() },
  {
    name: 'redis',
    required: true,
    check: async () => `answers in ${Math.round(await redisPing(redis))} ms`,
  },
]);
