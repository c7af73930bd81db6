import { InvalidConfiguration } from '@viral-scan/runtime';
import { expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { webhookSecrets } from '../src/webhooks/create-webhooks.ts';

const env = {
  PORT: '0',
  LOG_HASH_KEY: 'sixteen letters or more',
  DATABASE_URL: 'postgres://localhost/viral',
  REDIS_URL: 'redis://localhost',
  JWT_ISSUER: 'urn:issuer',
  JWT_AUDIENCE: 'viral-scan',
  JWT_PUBLIC_KEY_FILE: '/keys/issuer.pem',
};
const clients = {
  PUBLIC_URL: 'https://api.example',
  VAULT_MASTER_KEYS: `1:${Buffer.alloc(32).toString('base64')}`,
  TIKTOK_CLIENT_KEY: 'id',
  TIKTOK_CLIENT_SECRET: 't1',
  TIKTOK_DISPLAY_CLIENT_KEY: 'id',
  TIKTOK_DISPLAY_CLIENT_SECRET: 't2',
  INSTAGRAM_CLIENT_ID: 'id',
  INSTAGRAM_CLIENT_SECRET: 'i1',
  FACEBOOK_CLIENT_ID: 'id',
  FACEBOOK_CLIENT_SECRET: 'f1',
  THREADS_CLIENT_ID: 'id',
  THREADS_CLIENT_SECRET: 'h1',
};

it('takes no deliveries of platforms without a secret', () => {
  const nothing = { tiktok: [], instagram: [], threads: [], metaVerifyTokens: [], websub: [] };
  expect(webhookSecrets(readConfig(env))).toEqual(nothing);
});

it('accepts the secrets of all apps of a platform, and those that were replaced', () => {
  const config = readConfig({
    ...env,
    ...clients,
    TIKTOK_FORMER_SECRETS: 't0, t00',
    INSTAGRAM_FORMER_SECRETS: 'i0,',
    THREADS_FORMER_SECRETS: 'h0',
    META_VERIFY_TOKENS: 'a token of ours,another one',
    WEBSUB_SECRETS: 'the first of sixteen,the second of sixteen',
  });
  expect(webhookSecrets(config)).toEqual({
    tiktok: ['t1', 't2', 't0', 't00'],
    instagram: ['i1', 'f1', 'i0'],
    threads: ['h1', 'h0'],
    metaVerifyTokens: ['a token of ours', 'another one'],
    websub: ['the first of sixteen', 'the second of sixteen'],
  });
});

it.each([
  ['META_VERIFY_TOKENS', 'long enough,short'],
  ['WEBSUB_SECRETS', 'only fifteen 15'],
])('names %s when one of it can be guessed, and never its value', (variable, value) => {
  let message = '';
  try {
    readConfig({ ...env, [variable]: value });
  } catch (error) {
    if (error instanceof InvalidConfiguration) message = error.message;
  }
  expect(message).toContain(variable);
  expect(message).not.toContain(value);
});
