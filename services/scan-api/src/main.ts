import { randomUUID } from 'node:crypto';
import { createEgress } from '@viral-scan/egress';
import { connectRedis, createLatestReportCache, redisPing } from '@viral-scan/queue';
import { createPace, platformBudgets } from '@viral-scan/rate-limit';
import { createRuntime, traceMethods } from '@viral-scan/runtime';
import { createPools, createStore } from '@viral-scan/store';
import { serviceName } from './api-deps.ts';
import { signingKeys } from './auth/signing-keys.ts';
import { tokenVerifier } from './auth/token-verifier.ts';
import { buildApp } from './build-app.ts';
import { readConfig } from './config.ts';
import { createConnecting } from './connections/create-connecting.ts';
import { pacedCalls } from './connections/paced-calls.ts';
import { impatientCache } from './impatient-cache.ts';
import { createPlanning } from './planning/create-planning.ts';
import { paceBudgets } from './planning/pace-budgets.ts';
import { readinessChecks } from './readiness-checks.ts';
import { createScraper } from './scraper-surface/create-scraper.ts';
import { createWebhooks } from './webhooks/create-webhooks.ts';

const cachePatienceMs = 400;
/** For the turn of a call that asks whose account was connected. */
const connectPatienceMs = 5_000;
/** A caller waits for these. */
const callStatementMs = 5_000;
/** A batch of rows, or the summing up of a large import. */
const importStatementMs = 60_000;

const config = readConfig();
const keys = await signingKeys(
  { file: config.JWT_PUBLIC_KEY_FILE, jwksUrl: config.JWT_JWKS_URL },
  config.JWT_ALGORITHM,
);
const runtime = createRuntime(serviceName, config);
const { logger, shutdown } = runtime;
const warn = (error: Error): void => logger.warn({ err: error }, 'a connection was lost');

const openPools = (max: number, statementTimeoutMs: number) =>
  createPools({
    databaseUrl: config.DATABASE_URL,
    applicationName: serviceName,
    max,
    statementTimeoutMs,
    onError: warn,
  });
const pools = openPools(config.DATABASE_POOL_MAX, callStatementMs);
const store = createStore({ pool: pools.scan, identityPool: pools.identity });
// Uploads hold their connections for minutes: they get some of their own.
const importPools = openPools(config.IMPORTS_AT_ONCE, importStatementMs);
const importStore = createStore({ pool: importPools.scan, identityPool: importPools.identity });
const redis = connectRedis(config.CACHE_REDIS_URL ?? config.REDIS_URL, {
  role: 'cache',
  name: serviceName,
  onError: warn,
});
const paceRedis = connectRedis(config.REDIS_URL, {
  role: 'queue',
  name: `${serviceName}-pace`,
  onError: warn,
});
const paced = {
  redis: paceRedis,
  prefix: config.QUEUE_PREFIX,
  budgets: platformBudgets(config),
};
// Looked at, never waited for.
const pace = createPace({ ...paced, patienceMs: 0 });
const egress = createEgress({
  allow: config.EGRESS_ALLOWED_ORIGINS,
  onCall: ({ host, status }) =>
    runtime.metrics.upstreamRequests.inc({ host, status: String(status) }),
});
const connecting = createConnecting(
  config,
  store,
  pacedCalls(egress.request, createPace({ ...paced, patienceMs: connectPatienceMs })),
);

if (config.SCRAPER_SURFACE_AUTH === 'network') {
  logger.warn(
    { tenant_id: config.SCRAPER_TENANT_ID, user_id: config.SCRAPER_USER_ID },
    'SCRAPER_SURFACE_AUTH=network: the viral-scraper surface asks nobody for credentials',
  );
}

const app = await buildApp({
  ...runtime,
  newId: randomUUID,
  instance: config.INSTANCE_ID,
  scans: traceMethods(runtime.tracing, 'db.scans', store.scans),
  imports: importStore.imports,
  identity: store.identity,
  erasures: store.erasures,
  connecting,
  dryRuns: createPlanning(store, {
    budgets: paceBudgets(pace),
    grantKinds: connecting.oauth.keys(),
    publicPlatforms: config.PUBLIC_PLATFORMS,
    freshMs: config.COLLECT_FRESH_MS,
  }),
  schedule: store.schedule,
  webhooks: createWebhooks(config, store, store.erasures),
  scraper: createScraper(config, traceMethods(runtime.tracing, 'db.scrapes', store.scrapes)),
  latestReports: impatientCache(createLatestReportCache({ redis }), cachePatienceMs),
  verifyToken: tokenVerifier({
    issuer: config.JWT_ISSUER,
    audience: config.JWT_AUDIENCE,
    algorithm: config.JWT_ALGORITHM,
    keys,
  }),
  readinessChecks: readinessChecks({
    describeStore: () => store.describe(),
    pingRedis: () => redisPing(redis),
  }),
  limits: {
    answerTimeoutMs: config.ANSWER_TIMEOUT_MS,
    scansPerHour: config.SCANS_PER_HOUR,
    importMaxBytes: config.IMPORT_MAX_BYTES,
    importTimeoutMs: config.IMPORT_TIMEOUT_MS,
    importsAtOnce: config.IMPORTS_AT_ONCE,
  },
});

shutdown.register('stopAccepting', 'http server', () => app.close());
shutdown.register('close', 'connections', async () => {
  redis.disconnect();
  paceRedis.disconnect();
  await Promise.all([egress.close(), pools.end(), importPools.end()]);
});
await app.listen({ host: config.HOST, port: config.PORT });
