import { expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

it.each([
  [
    { ORCHESTRATOR_TOKEN: 'secret' },
    /ORCHESTRATOR_TOKEN: belongs to ORCHESTRATOR_URL, which is not set/,
  ],
  [{ VIRAL_ENGINE_URL: 'ftp://a' }, /VIRAL_ENGINE_URL: must be a URL that starts with http/],
  [
    { VIRAL_ENGINE_URL: 'https://user:secret@engine.example' },
    /VIRAL_ENGINE_URL: must be without credentials/,
  ],
  [
    { VIRAL_ENGINE_URL: 'https://engine.example', VIRAL_ENGINE_TOKEN: 'secret of\n' },
    /VIRAL_ENGINE_TOKEN: must be a bearer token/,
  ],
  [{ PARTNER_TIMEOUT_MS: '1' }, /PARTNER_TIMEOUT_MS: must be at least 100/],
])('does not start with %o', (env, problem) => {
  const read = () =>
    readConfig({
      LOG_HASH_KEY: 'k'.repeat(32),
      DATABASE_URL: 'postgres://127.0.0.1/x',
      REDIS_URL: 'redis://127.0.0.1',
      ...env,
    });
  expect(read).toThrow(problem);
  expect(read).not.toThrow(/secret/);
});
