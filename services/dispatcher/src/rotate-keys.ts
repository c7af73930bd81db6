import {
  InvalidConfiguration,
  loadConfig,
  parsedVariable,
  serviceConfig,
} from '@viral-scan/runtime';
import { createPools, createStore } from '@viral-scan/store';
import {
  MasterKeyMissing,
  parseMasterKeys,
  type RotationProgress,
  rotate,
} from '@viral-scan/vault';
import { z } from 'zod';

/**
 * `npm run rotate-keys`: brings the keys of all subjects under the first of VAULT_MASTER_KEYS, while
 * the services run. May be stopped, killed and run again at any time. Progress on stderr; ends with
 * code 1 when a key was left behind.
 */
const progressEveryMs = 1_000;

async function rotateKeys(signal: AbortSignal): Promise<void> {
  const { DATABASE_URL: databaseUrl, VAULT_MASTER_KEYS: masterKeys } = loadConfig(
    z.object({
      DATABASE_URL: serviceConfig.DATABASE_URL,
      VAULT_MASTER_KEYS: parsedVariable(parseMasterKeys),
    }),
    process.env,
  );
  const pools = createPools({ databaseUrl, applicationName: 'rotate-keys' });
  try {
    const { subjectKeys } = createStore({ pool: pools.scan, identityPool: pools.identity });
    const onProgress = showProgress();
    const { rewrapped, broken } = await rotate({ masterKeys, subjectKeys, signal, onProgress });
    console.log(`${rewrapped} keys were brought under version ${masterKeys.currentVersion}.`);
    for (const keyId of broken) console.error(`Key ${keyId} does not open and was left as it is.`);
    if (broken.length > 0) process.exitCode = 1;
  } finally {
    await pools.end();
  }
}

function showProgress(): (progress: RotationProgress) => void {
  let shownMs = Number.NEGATIVE_INFINITY;
  return ({ done, total }) => {
    if (performance.now() - shownMs < progressEveryMs) return;
    shownMs = performance.now();
    console.error(`${done} of ${total} keys …`);
  };
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
try {
  await rotateKeys(stop.signal);
} catch (error) {
  if (stop.signal.aborted) {
    console.error('Stopped; run it again to bring over the rest.');
  } else {
    const isRefusal = error instanceof InvalidConfiguration || error instanceof MasterKeyMissing;
    console.error(isRefusal ? `viral-scan: ${error.message}` : error);
  }
  process.exitCode = 1;
}
