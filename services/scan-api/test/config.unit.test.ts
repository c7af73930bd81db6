import { InvalidConfiguration } from '@viral-scan/runtime';
import { expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

const env = {
  PORT: '0',
  LOG_HASH_KEY: 'sixteen letters or more',
  DATABASE_URL: 'postgres://localhost/viral',
  REDIS_URL: 'redis://localhost',
  JWT_ISSUER: 'urn:issuer',
  JWT_AUDIENCE: 'viral-scan',
  JWT_PUBLIC_KEY_FILE: '/keys/issuer.pem',
};
const badVariables = (change: Record<string, string | undefined>) => {
  try {
    readConfig({ ...env, ...change });
    return [];
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.variables;
    throw error;
  }
};

it('binds loopback, trusts ES256 and allows ten scans an hour by default', () => {
  expect(readConfig(env)).toMatchObject({
    HOST: '127.0.0.1',
    JWT_ALGORITHM: 'ES256',
    SCANS_PER_HOUR: 10,
    IMPORT_MAX_BYTES: 1_073_741_824,
  });
});

it('names the variable that is bad', () => {
  expect(badVariables({ JWT_ISSUER: undefined })).toEqual(['JWT_ISSUER']);
  expect(badVariables({ SCANS_PER_HOUR: 'many' })).toEqual(['SCANS_PER_HOUR']);
});

it('does not take symmetric algorithms or none', () => {
  for (const algorithm of ['HS256', 'none']) {
    expect(badVariables({ JWT_ALGORITHM: algorithm })).toEqual(['JWT_ALGORITHM']);
  }
});

it('wants to know where browsers find it, and how to seal tokens, where a login is set', () => {
  const google = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret' };
  const keys = { VAULT_MASTER_KEYS: `1:${Buffer.alloc(32).toString('base64')}` };
  expect(badVariables({ ...google, ...keys })).toEqual(['PUBLIC_URL']);
  const url = { PUBLIC_URL: 'https://api.example/scan/' };
  expect(badVariables({ ...google, ...url })).toEqual(['VAULT_MASTER_KEYS']);
  expect(badVariables({ ...google, ...url, VAULT_MASTER_KEYS: '1:short' })).toEqual([
    'VAULT_MASTER_KEYS',
  ]);
  const config = readConfig({ ...env, ...google, ...keys, ...url });
  expect(config.PUBLIC_URL).toBe('https://api.example/scan');
  expect(config.VAULT_MASTER_KEYS?.currentVersion).toBe(1);
});

it.each(['https://api.example/?x=1', 'https://api.example/#x', 'api.example', 'ftp://api.example'])(
  'does not take %s as its own address',
  (url) => {
    expect(badVariables({ PUBLIC_URL: url })).toEqual(['PUBLIC_URL']);
  },
);

it('wants exactly one source of keys', () => {
  expect(badVariables({ JWT_PUBLIC_KEY_FILE: undefined })).toEqual(['JWT_PUBLIC_KEY_FILE']);
  expect(badVariables({ JWT_JWKS_URL: 'https://idp.example/jwks' })).toEqual([
    'JWT_PUBLIC_KEY_FILE',
  ]);
});

it('takes the platforms that can be read without a grant as a list, YouTube by default', () => {
  expect(readConfig(env).PUBLIC_PLATFORMS).toEqual(['youtube']);
  expect(readConfig({ ...env, PUBLIC_PLATFORMS: 'none' }).PUBLIC_PLATFORMS).toEqual([]);
  expect(readConfig({ ...env, PUBLIC_PLATFORMS: 'youtube, tiktok' }).PUBLIC_PLATFORMS).toEqual([
    'youtube',
    'tiktok',
  ]);
  expect(badVariables({ PUBLIC_PLATFORMS: 'youtube,myspace' })).toEqual(['PUBLIC_PLATFORMS']);
});

it('asks callers of the viral-scraper surface for tokens unless it is told for whom to act', () => {
  expect(readConfig(env)).toMatchObject({
    SCRAPER_SURFACE_AUTH: 'token',
    SCRAPER_DEFAULT_PLATFORM: 'threads',
    RATE_LIMIT_REQUESTS_PER_WINDOW: 1,
    RATE_LIMIT_WINDOW_SECONDS: 60,
  });
  const network = { SCRAPER_SURFACE_AUTH: 'network' };
  const id = '0a8e3c5e-6f0b-4b0f-9c1d-2e3f4a5b6c7d';
  expect(badVariables(network)).toEqual(['SCRAPER_TENANT_ID', 'SCRAPER_USER_ID']);
  expect(badVariables({ ...network, SCRAPER_TENANT_ID: id })).toEqual(['SCRAPER_USER_ID']);
  const both = { SCRAPER_TENANT_ID: id, SCRAPER_USER_ID: id };
  expect(badVariables({ ...network, ...both })).toEqual([]);
  expect(badVariables({ SCRAPER_SURFACE_AUTH: 'none' })).toEqual(['SCRAPER_SURFACE_AUTH']);
});

it('listens on 8080 unless it is told otherwise', () => {
  expect(readConfig({ ...env, PORT: undefined }).PORT).toBe(8080);
});
