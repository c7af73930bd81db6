import { randomUUID } from 'node:crypto';
import { connectRedis, createLatestReportCache, redisPing } from '@viral-scan/queue';
import { createRuntime } from '@viral-scan/runtime';
import { createPools, createStore } from '@viral-scan/store';
import { serviceName } from './api-deps.ts';
import { signingKeys } from './auth/signing-keys.ts';
import { tokenVerifier } from './auth/token-verifier.ts';
import { buildApp } from './build-app.ts';
import { readConfig } from './config.ts';
import { impatientCache } from './impatient-cache.ts';

const cachePatienceMs = 400;

const config = readConfig();
const keys = await signingKeys(
  { file: config.JWT_PUBLIC_KEY_FILE, jwksUrl: config.JWT_JWKS_URL },
  config.JWT_ALGORITHM,
);
const runtime = createRuntime(serviceName, config);
const { logger, shutdown } = runtime;
const warn = (error: Error): void => logger.warn({ err: error }, 'a connection was lost');

const pools = createPools({
  databaseUrl: config.DATABASE_URL,
  applicationName: serviceName,
  max: config.DATABASE_POOL_MAX,
  onError: warn,
});
const store = createStore({ pool: pools.scan, identityPool: pools.identity });
const redis = connectRedis(config.CACHE_REDIS_URL ?? config.REDIS_URL, {
  role: 'cache',
  name: serviceName,
  onError: warn,
});

const app = await buildApp({
  ...runtime,
  newId: randomUUID,
  scans: store.scans,
  imports: store.imports,
  identity: store.identity,
  latestReports: impatientCache(createLatestReportCache({ redis }), cachePatienceMs),
  verifyToken: tokenVerifier({
    issuer: config.JWT_ISSUER,
    audience: config.JWT_AUDIENCE,
    algorithm: config.JWT_ALGORITHM,
    keys,
  }),
  readinessChecks: [
    { name: 'database', required: true, check: () => store.describe() },
    {
      name: 'redis',
      // Only the cache of latest reports; the database knows them too.
      required: false,
      check: async () => `answers in ${Math.round(await redisPing(redis))} ms`,
    },
  ],
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
  await pools.end();
});
await app.listen({ host: config.HOST, port: config.PORT });
