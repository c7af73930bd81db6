import type { PlatformHttp } from '@viral-scan/contracts';
import { expect, it } from 'vitest';
import { createConnectors } from '../src/connectors.ts';

const unreachable: PlatformHttp = async () => {
  throw new Error('nothing may be called');
};
const connectorsWith = (apiKey?: string) =>
  createConnectors(
    { YOUTUBE_BASE_URL: 'https://youtube.invalid/v3', YOUTUBE_API_KEY: apiKey },
    unreachable,
    () => new Date(0),
  );

it('a collector with a YouTube key reads YouTube', () => {
  const connectors = connectorsWith('a key');
  expect([...connectors.keys()]).toEqual(['youtube']);
  expect(connectors.get('youtube')?.platform).toBe('youtube');
});

it('a collector without a YouTube key reads no platform', () => {
  expect(connectorsWith().size).toBe(0);
});
