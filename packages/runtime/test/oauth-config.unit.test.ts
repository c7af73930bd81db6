import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  checkOauthConfig,
  InvalidConfiguration,
  loadConfig,
  oauthConfig,
  originsVariable,
} from '../src/index.ts';

const schema = z
  .object({ ...oauthConfig, RETURN_ORIGINS: originsVariable })
  .superRefine(checkOauthConfig);

const badVariables = (env: Record<string, string>) => {
  try {
    loadConfig(schema, env);
    return [];
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.variables;
    throw error;
  }
};

describe('the platforms’ logins', () => {
  it('may all be absent, and speak to the real hosts', () => {
    expect(loadConfig(schema, {})).toMatchObject({
      GOOGLE_TOKEN_URL: 'https://oauth2.googleapis.com/token',
      TIKTOK_DISPLAY_BASE_URL: 'https://open.tiktokapis.com',
      RETURN_ORIGINS: [],
    });
  });

  it.each([
    ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
    ['TIKTOK_CLIENT_KEY', 'TIKTOK_CLIENT_SECRET'],
    ['TIKTOK_DISPLAY_CLIENT_KEY', 'TIKTOK_DISPLAY_CLIENT_SECRET'],
  ])('%s comes with %s, and with keys to seal tokens', (id, secret) => {
    const keys = { VAULT_MASTER_KEYS: '1:key' };
    expect(badVariables({ ...keys, [id]: 'x' })).toEqual([secret]);
    expect(badVariables({ ...keys, [secret]: 'x' })).toEqual([id]);
    expect(badVariables({ [id]: 'x', [secret]: 'x' })).toEqual(['VAULT_MASTER_KEYS']);
    expect(badVariables({ ...keys, [id]: 'x', [secret]: 'x' })).toEqual([]);
  });

  it.each([
    'app.example',
    'https://app.example/',
    'https://app.example/path',
    'https://APP.example',
    'https://app.example:443',
    'https://user@app.example',
    'https://*.example',
    '*',
    'null',
    'https://app.example https://b.example',
  ])('RETURN_ORIGINS takes exact origins, and not %j', (origins) => {
    expect(badVariables({ RETURN_ORIGINS: origins })).toEqual(['RETURN_ORIGINS']);
  });

  it('RETURN_ORIGINS is a comma list', () => {
    const list = ' https://app.example, http://localhost:3000 ,';
    expect(loadConfig(schema, { RETURN_ORIGINS: list }).RETURN_ORIGINS).toEqual([
      'https://app.example',
      'http://localhost:3000',
    ]);
  });
});
