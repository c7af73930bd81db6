import { collectAccountJobSchema } from '@viral-scan/contracts';
import { createEgress } from '@viral-scan/egress';
import { oauthClients } from '@viral-scan/platforms';
import { connectRedis, redisPing, startWorker } from '@viral-scan/queue';
import { createPace, platformBudgets } from '@viral-scan/rate-limit';
import { createRuntime, traceMethods } from '@viral-scan/runtime';
import { accessTokens } from '@viral-scan/scan';
import { createPools, createStore } from '@viral-scan/store';
import { createVault, parseMasterKeys } from '@viral-scan/vault';
import { collectAccountJob } from './collect-account-job.ts';
import { readConfig } from './config.ts';
import { createConnectors } from './connectors.ts';
import { ownAccounts } from './own-accounts.ts';
import { pacedHttp } from './pace/paced-http.ts';

const config = readConfig();
const runtime = createRuntime('collector', config);
const { logger, metrics, shutdown, clock } = runtime;
const warn = (error: Error): void => logger.warn({ err: error }, 'a connection was lost');

const pools = createPools({
  databaseUrl: config.DATABASE_URL,
  applicationName: runtime.service,
  max: config.COLLECTOR_CONCURRENCY + 4,
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
const egress = createEgress({
  allow: config.EGRESS_ALLOWED_ORIGINS,
  onCall: ({ host, status }) => metrics.upstreamRequests.inc({ host, status: String(status) }),
});
const paceRedis = connectRedis(config.REDIS_URL, {
  role: 'queue',
  name: `${runtime.service}-pace`,
  onError: warn,
});
const pace = createPace({
  redis: paceRedis,
  prefix: config.QUEUE_PREFIX,
  budgets: platformBudgets(config),
  patienceMs: config.PACE_PATIENCE_MS,
});
const connectors = createConnectors(config, {
  paced: pacedHttp(egress.request, { pace, onError: warn }),
  pace,
  now: clock.now,
  onError: warn,
});
// Tokens end in real time, whatever the world's clock says.
const realNow = (): Date => new Date();
const tokens =
  config.VAULT_MASTER_KEYS === undefined
    ? { grantOf: async () => null }
    : accessTokens({
        connections: store.connections,
        vault: createVault({
          masterKeys: parseMasterKeys(config.VAULT_MASTER_KEYS),
          subjectKeys: store.subjectKeys,
        }),
        oauth: oauthClients(config, egress.request, realNow),
        realNow,
      });
const worker = startWorker({
  name: 'collect-account',
  redis,
  prefix: config.QUEUE_PREFIX,
  concurrency: config.COLLECTOR_CONCURRENCY,
  schema: collectAccountJobSchema,
  handler: collectAccountJob(
    {
      steps: traceMethods(runtime.tracing, 'db.steps', store.steps),
      collections: traceMethods(runtime.tracing, 'db.collections', store.collections),
      connectors: connectors.public,
      ownAccounts: ownAccounts({ tokens, connections: store.connections, connectors }),
      clock,
      freshMs: config.COLLECT_FRESH_MS,
    },
    runtime,
  ),
  onEnd: runtime.jobEnded,
  onError: warn,
});

shutdown.register('drain', 'worker', () => worker.close({ timeoutMs: 5_000 }));
shutdown.register('close', 'connections', async () => {
  redis.disconnect();
  paceRedis.disconnect();
  await Promise.all([egress.close(), pools.end()]);
});
await runtime.serveHealth(config, [
  { name: 'database', required: true, check: () => store.describe() },
  {
    name: 'redis',
    required: true,
    check: async () => `answers in ${Math.round(await redisPing(redis))} ms`,
  },
]);
