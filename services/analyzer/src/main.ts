import { analyzeScanJobSchema, rankPostsJobSchema } from '@viral-scan/contracts';
import { connectRedis, createLatestReportCache, redisPing, startWorker } from '@viral-scan/queue';
import { createRuntime, traceMethods } from '@viral-scan/runtime';
import { createPools, createStore } from '@viral-scan/store';
import { createAnalysisThreads } from './analysis-threads.ts';
import { analyzeScanJob } from './analyze-scan-job.ts';
import { readConfig } from './config.ts';
import { rankPostsJob } from './rank-posts-job.ts';

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
const steps = traceMethods(runtime.tracing, 'db.steps', store.steps);
const analysis = traceMethods(runtime.tracing, 'analysis', threads);
const worker = {
  redis,
  prefix: config.QUEUE_PREFIX,
  // Of each: rankings are short, and both wait for the same threads.
  concurrency: config.ANALYZER_THREADS,
  onEnd: runtime.jobEnded,
  onError: warn,
};
const workers = [
  startWorker({
    ...worker,
    name: 'analyze-scan',
    schema: analyzeScanJobSchema,
    handler: analyzeScanJob(
      {
        steps,
        analysis,
        cache: createLatestReportCache({ redis: cacheRedis }),
        clock,
        reuse: config.ANALYZER_REUSE,
        onCacheError: (error) => logger.warn({ err: error }, 'the latest report was not cached'),
      },
      runtime,
    ),
  }),
  startWorker({
    ...worker,
    name: 'rank-posts',
    schema: rankPostsJobSchema,
    handler: rankPostsJob({ steps, analysis, clock }, runtime),
  }),
];

shutdown.register('drain', 'workers', async () => {
  await Promise.all(workers.map((each) => each.close({ timeoutMs: 5_000 })));
});
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
