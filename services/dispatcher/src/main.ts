import { randomUUID } from 'node:crypto';
import { connectRedis, createJobQueue, redisPing } from '@viral-scan/queue';
import { createRuntime } from '@viral-scan/runtime';
import { createPools, createStore } from '@viral-scan/store';
import { readConfig } from './config.ts';
import { DispatchLoop } from './dispatch-loop.ts';
import { repeat } from './repeat.ts';
import { scheduleCollectionsJob } from './schedule-collections-job.ts';
import { sweepExpiredJob } from './sweep-expired-job.ts';

const config = readConfig();
const runtime = createRuntime('dispatcher', config);
const { logger, shutdown, clock } = runtime;
const warn = (error: Error): void => logger.warn({ err: error }, 'a connection was lost');

const pools = createPools({
  databaseUrl: config.DATABASE_URL,
  applicationName: runtime.service,
  max: 6,
  onError: warn,
});
const store = createStore({ pool: pools.scan, identityPool: pools.identity });
const redis = connectRedis(config.REDIS_URL, {
  role: 'queue',
  name: runtime.service,
  onError: warn,
});
const queue = createJobQueue({ redis, prefix: config.QUEUE_PREFIX });
const loop = new DispatchLoop({ dispatch: store.dispatch, queue }, runtime, {
  pollMs: config.OUTBOX_POLL_MS,
  reconcileEveryMs: config.RECONCILE_EVERY_MS,
  silentMs: config.RECONCILE_SILENT_MS,
});
const stopListening = store.onOutbox(loop.wake);
const running = loop.run();
const scheduling = repeat(
  { what: 'scheduling collections', everyMs: config.COLLECTION_SCHEDULE_EVERY_MS },
  runtime,
  scheduleCollectionsJob({ schedule: store.schedule, clock, newId: randomUUID }, runtime),
);
const sweeping = repeat(
  { what: 'deleting what has expired', everyMs: config.RETENTION_EVERY_MS },
  runtime,
  sweepExpiredJob(
    {
      retention: store.retention,
      clock,
      realNow: () => new Date(),
      days: config.RETENTION_DAYS,
    },
    runtime,
  ),
);

shutdown.register('drain', 'dispatch loop', () => running);
shutdown.register('drain', 'schedule', () => scheduling);
shutdown.register('drain', 'retention', () => sweeping);
shutdown.register('close', 'connections', async () => {
  await stopListening();
  await queue.close();
  redis.disconnect();
  await pools.end();
});
await runtime.serveHealth(config, [
  { name: 'database', required: true, check: () => store.describe() },
  {
    name: 'redis',
    // Jobs wait in the outbox until it is back.
    required: false,
    check: async () => `answers in ${Math.round(await redisPing(redis))} ms`,
  },
]);
