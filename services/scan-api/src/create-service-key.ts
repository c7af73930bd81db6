import { randomBytes } from 'node:crypto';
import { InvalidConfiguration, loadConfig, serviceConfig } from '@viral-scan/runtime';
import { createPools, createStore } from '@viral-scan/store';
import { z } from 'zod';
import { hashServiceKey, newServiceKey } from './auth/service-key.ts';
import { type KeyOptions, parseKeyOptions, UsageError, usage } from './service-keys/key-options.ts';

/** `npm run service-key`: a new key on stdout, all else on stderr. */
async function createServiceKey(options: KeyOptions): Promise<void> {
  const { DATABASE_URL: databaseUrl } = loadConfig(
    z.object({ DATABASE_URL: serviceConfig.DATABASE_URL }),
    process.env,
  );
  const pools = createPools({ databaseUrl, applicationName: 'service-key', max: 1 });
  try {
    const store = createStore({ pool: pools.scan, identityPool: pools.identity });
    const key = newServiceKey(randomBytes);
    const secretHash = hashServiceKey(key);
    const { keyId } = await store.identity.createServiceKey({ ...options, secretHash });
    console.log(key);
    console.error(
      `Key ${keyId} of tenant ${options.tenantId} may ${options.scopes.join(', ')}. ` +
        'Keep it now: only its hash is stored, and it is not shown again.',
    );
  } finally {
    await pools.end();
  }
}

try {
  const options = parseKeyOptions(process.argv.slice(2));
  if (options === 'help') console.log(usage);
  else await createServiceKey(options);
} catch (error) {
  const isRefusal = error instanceof UsageError || error instanceof InvalidConfiguration;
  console.error(isRefusal ? `viral-scan: ${error.message}` : error);
  if (error instanceof UsageError) console.error(`\n${usage}`);
  process.exitCode = 1;
}
