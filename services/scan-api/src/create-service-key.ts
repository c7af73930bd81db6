import { randomBytes } from 'node:crypto';
import { hashServiceKey, newServiceKey } from './auth/service-key.ts';
import { runCommand } from './command-line/run-command.ts';
import { parseKeyOptions, usage } from './service-keys/key-options.ts';

/** `npm run service-key`: a new key on stdout, all else on stderr. */
await runCommand({
  name: 'service-key',
  usage,
  parse: parseKeyOptions,
  async run(options, store) {
    const key = newServiceKey(randomBytes);
    const secretHash = hashServiceKey(key);
    const { keyId } = await store.identity.createServiceKey({ ...options, secretHash });
    console.log(key);
    console.error(
      `Key ${keyId} of tenant ${options.tenantId} may ${options.scopes.join(', ')}. ` +
        'Keep it now: only its hash is stored, and it is not shown again.',
    );
  },
});
