import type { PlatformHttp } from '@viral-scan/contracts';
import { expect, it } from 'vitest';
import { createConnectors } from '../src/connectors.ts';

const unreachable: PlatformHttp = async () => {
  throw new Error('nothing may be called');
};
const connectorsWith = (apiKey?: string) =>
  createConnectors(
    {
      YOUTUBE_BASE_URL: 'https://youtube.invalid/v3',
      YOUTUBE_ANALYTICS_BASE_URL: 'https://analytics.invalid/v2',
      YOUTUBE_API_KEY: apiKey,
      TIKTOK_ACCOUNTS_BASE_URL: 'https://accounts.invalid/v1.3',
      TIKTOK_DISPLAY_BASE_URL: 'https://display.invalid',
      GRAPH_VERSION: 'v25.0',
      INSTAGRAM_BASE_URL: 'https://instagram.invalid',
      FACEBOOK_BASE_URL: 'https://facebook.invalid',
      THREADS_BASE_URL: 'https://threads.invalid',
    },
    {
      paced: { http: unreachable, isOurs: () => false },
      pace: { penalize: async () => undefined },
      now: () => new Date(0),
      onError: () => undefined,
    },
  );

it('a collector with a YouTube key reads public YouTube accounts', () => {
  const connectors = connectorsWith('a key');
  expect([...connectors.public.keys()]).toEqual(['youtube']);
  expect(connectors.public.get('youtube')).toMatchObject({ access: 'public', grant: null });
});

it('a collector without a YouTube key reads none', () => {
  expect(connectorsWith().public.size).toBe(0);
});

it('connected accounts are read by the kind of their grant', () => {
  for (const [kind, connector] of connectorsWith().own) {
    expect(connector).toMatchObject({ grant: kind, access: 'own' });
  }
  expect([...connectorsWith().own.keys()]).toEqual([
    'youtube',
    'tiktok-accounts',
    'tiktok-display',
    'instagram-login',
    'instagram-facebook',
    'threads',
  ]);
});
