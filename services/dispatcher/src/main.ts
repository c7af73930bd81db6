import { randomBytes, randomUUID } from 'node:crypto';
import { createEgress } from '@viral-scan/egress';
import { connectRedis, createJobQueue, redisPing } from '@viral-scan/queue';
import { createRuntime } from '@viral-scan/runtime';
import { forgetInbound } from '@viral-scan/scan';
import { createPools, createStore } from '@viral-scan/store';
import { readConfig } from './config.ts';
import { DispatchLoop } from './dispatch-loop.ts';
import { erasuresAtOnce, startErasing } from './erasures/start-erasing.ts';
import { InboundLoop } from './inbound/inbound-loop.ts';
import { startSubscribing } from './inbound/start-subscribing.ts';
import { openOutbound } from './outbound/open-outbound.ts';
import { repeat } from './repeat.ts';
import { scheduleCollectionsJob } from './schedule-collections-job.ts';
import { startScrapeRequests } from './scrape-requests/start-scrape-requests.ts';
import { sweepExpiredJob } from './sweep-expired-job.ts';

const forgetEveryMs = 3_600_000;

const config = readConfig();
const runtime = createRuntime('dispatcher', config);
const { logger, shutdown, clock } = runtime;
const warn = (error: Error): void => logger.warn({ err: error }, 'a connection was lost');

const pools = createPools({
  databaseUrl: config.DATABASE_URL,
  applicationName: runtime.service,
  // Two of them listen.
  max: 8,
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
const realNow = (): Date => new Date();
const inbound = new InboundLoop(
  {
    inboundEvents: store.inboundEvents,
    lightScans: store.lightScans,
    erasures: store.erasures,
    clock,
    newId: randomUUID,
    newCode: () => randomBytes(32).toString('base64url'),
    realNow,
  },
  runtime,
  { pollMs: config.INBOUND_POLL_MS },
);
const stopListeningInbound = store.onInbound(inbound.wake);
const dealing = inbound.run();
const forgetting = repeat(
  { what: 'forgetting events', everyMs: forgetEveryMs },
  runtime,
  async (signal) =>
    void (await forgetInbound({ inboundEvents: store.inboundEvents, realNow }, signal)),
);
const egress = createEgress({
  allow: config.EGRESS_ALLOWED_ORIGINS,
  onCall: ({ host, status }) =>
    runtime.metrics.upstreamRequests.inc({ host, status: String(status) }),
});
const subscribing = startSubscribing(config, runtime, store, egress.request);
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
      realNow,
      days: config.RETENTION_DAYS,
    },
    runtime,
  ),
);
const takingRequests = startScrapeRequests({ store, redis, newId: randomUUID }, config, runtime);
const outbound = openOutbound(config, runtime, redis);
// Erasures delete much at once: they get connections of their own, and time.
const erasingPools = createPools({
  databaseUrl: config.DATABASE_URL,
  applicationName: `${runtime.service}-erasing`,
  max: erasuresAtOnce + 1,
  statementTimeoutMs: 120_000,
  onError: warn,
});
const cacheRedis =
  config.CACHE_REDIS_URL === undefined
    ? redis
    : connectRedis(config.CACHE_REDIS_URL, { role: 'cache', name: runtime.service, onError: warn });
const erasing = startErasing(
  {
    store: createStore({ pool: erasingPools.scan, identityPool: erasingPools.identity }),
    redis,
    cacheRedis,
    http: egress.request,
  },
  config,
  runtime,
);

shutdown.register('drain', 'dispatch loop', () => running);
shutdown.register('drain', 'schedule', () => scheduling);
shutdown.register('drain', 'events', async () => {
  await Promise.all([dealing, forgetting, subscribing]);
});
shutdown.register('drain', 'retention', () => sweeping);
shutdown.register('drain', 'scrape requests', () => takingRequests);
shutdown.register('drain', 'outbound', () => outbound.running);
shutdown.register('drain', 'erasures', () => erasing);
shutdown.register('close', 'connections', async () => {
  await Promise.all([stopListening(), stopListeningInbound(), egress.close(), outbound.close()]);
  await queue.close();
  redis.disconnect();
  cacheRedis.disconnect();
  await Promise.all([pools.end(), erasingPools.end()]);
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
