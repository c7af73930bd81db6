import { type AccountProfile, type Metrics, noMetrics, type Post } from '@viral-scan/contracts';

export const post = (known: Partial<Post> = {}): Post => ({
  externalId: 'post-1',
  publishedAt: new Date('2026-05-20T08:00:00Z'),
  caption: 'How we doubled our reach',
  type: 'video',
  durationSeconds: 61.5,
  url: 'https://example.org/post-1',
  language: 'en',
  tags: ['reach', 'how to'],
  sound: 'A song',
  ...known,
});

/** Counters the test does not name are unknown. */
export const metrics = (known: Partial<Metrics> = {}): Metrics => ({ ...noMetrics, ...known });

export const profile = (known: Partial<AccountProfile> = {}): AccountProfile => ({
  platform: 'youtube',
  externalId: 'UC0000000000000000000001',
  origin: null,
  name: 'A channel',
  handle: '@a-channel',
  followers: 1_000,
  timezone: null,
  source: 'youtube-data-api',
  ...known,
});
