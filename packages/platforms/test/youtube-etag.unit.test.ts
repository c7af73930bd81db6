import type { ConnectorCall, PlatformAnswer, PlatformRequest } from '@viral-scan/contracts';
import { UpstreamContractBroken } from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import {
  boundedEtagCache,
  type EtagCache,
  youtubeConnector,
  youtubeOwnConnector,
} from '../src/index.ts';
import { channelId, playYoutube } from './youtube-platform.ts';

const now = () => new Date('2026-08-22T06:00:00Z');
const ref = `youtube:${channelId}`;
const callWith = (accessToken: string | null): ConnectorCall => ({
  signal: new AbortController().signal,
  onBehalfOf: 'somebody',
  accessToken,
});

/** Plays YouTube with an ETag on every answer: 304 when it comes back. */
function taggingPlatform() {
  const asked: PlatformRequest[] = [];
  const statuses: number[] = [];
  const answer = (request: PlatformRequest): PlatformAnswer => {
    const etag = '"tag-1"';
    if (request.headers?.['if-none-match'] === etag) {
      return { status: 304, headers: { etag }, text: '' };
    }
    return { ...playYoutube(request), headers: { etag } };
  };
  const http = async (request: PlatformRequest) => {
    asked.push(request);
    const answered = answer(request);
    statuses.push(answered.status);
    return answered;
  };
  return { http, asked, statuses };
}

function recordingCache() {
  const keys: string[] = [];
  const inner = boundedEtagCache();
  const etags: EtagCache = {
    get: async (key) => inner.get(key),
    set: async (key, answer) => {
      keys.push(key);
      await inner.set(key, answer);
    },
  };
  return { etags, keys };
}

const byKey = (
  apiKey: string,
  http: ReturnType<typeof taggingPlatform>['http'],
  etags?: EtagCache,
) =>
  youtubeConnector({
    baseUrl: 'https://data.example/youtube/v3',
    apiKey,
    http,
    now,
    ...(etags === undefined ? {} : { etags }),
  });
const byGrant = (http: ReturnType<typeof taggingPlatform>['http'], etags: EtagCache) =>
  youtubeOwnConnector({
    dataBaseUrl: 'https://data.example/youtube/v3',
    analyticsBaseUrl: 'https://analytics.example/v2',
    http,
    now,
    etags,
  });

describe('ETags', () => {
  test('an unchanged answer is not sent again, and counts a unit all the same', async () => {
    const { http, asked, statuses } = taggingPlatform();
    const connector = byKey('key', http);
    const first = await connector.fetchAccount(ref, callWith(null));
    expect(await connector.fetchAccount(ref, callWith(null))).toEqual(first);
    expect(statuses).toEqual([200, 304]);
    expect(asked.map(({ units }) => units)).toEqual([1, 1]);
  });

  test('a whole page is read from what was kept', async () => {
    const { http, statuses } = taggingPlatform();
    const connector = byKey('key', http);
    const asking = { cursor: '["UUx",null]', since: new Date(0) };
    const first = await connector.fetchPostsPage(asking, callWith(null));
    expect(first.posts).toHaveLength(2);
    expect(await connector.fetchPostsPage(asking, callWith(null))).toEqual(first);
    expect(statuses).toEqual([200, 200, 304, 304]);
  });

  test('what anyone may see is kept once for all keys', async () => {
    const { http, statuses } = taggingPlatform();
    const { etags } = recordingCache();
    await byKey('first-key', http, etags).fetchAccount(ref, callWith(null));
    await byKey('second-key', http, etags).fetchAccount(ref, callWith(null));
    expect(statuses).toEqual([200, 304]);
  });

  test('what an owner sees is kept apart by token', async () => {
    const { http, statuses } = taggingPlatform();
    const { etags } = recordingCache();
    const connector = byGrant(http, etags);
    await connector.fetchAccount(ref, callWith('token-of-one'));
    await connector.fetchAccount(ref, callWith('token-of-another'));
    await connector.fetchAccount(ref, callWith('token-of-one'));
    expect(statuses).toEqual([200, 200, 304]);
  });

  test('no cache key holds the key, the token or the address in the clear', async () => {
    const { http } = taggingPlatform();
    const { etags, keys } = recordingCache();
    await byKey('secret-key', http, etags).fetchAccount(ref, callWith(null));
    await byGrant(http, etags).fetchAccount(ref, callWith('secret-token'));
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test('an answer that breaks off is not kept', async () => {
    const { etags, keys } = recordingCache();
    const connector = byKey(
      'key',
      async () => ({ status: 200, headers: { etag: '"t"' }, text: '{"items":[' }),
      etags,
    );
    const failed = connector.fetchAccount(ref, callWith(null));
    await expect(failed).rejects.toBeInstanceOf(UpstreamContractBroken);
    expect(keys).toEqual([]);
  });

  test.each(['"a"\r\nx: y', '', 'x'.repeat(500)])('the ETag %j is not sent back', async (etag) => {
    const asked: PlatformRequest[] = [];
    const connector = byKey('key', async (request) => {
      asked.push(request);
      return { ...playYoutube(request), headers: { etag } };
    });
    await connector.fetchAccount(ref, callWith(null));
    await connector.fetchAccount(ref, callWith(null));
    expect(asked.map(({ headers }) => headers?.['if-none-match'])).toEqual([undefined, undefined]);
  });
});

describe('the bounded cache', () => {
  const tagged = (characters: number) => ({ etag: '"t"', text: 'x'.repeat(characters) });

  test('forgets what was used longest ago', async () => {
    const cache = boundedEtagCache({ maxEntries: 2 });
    await cache.set('a', tagged(1));
    await cache.set('b', tagged(2));
    await cache.get('a');
    await cache.set('c', tagged(3));
    expect(await cache.get('b')).toBeNull();
    expect(await cache.get('a')).toEqual(tagged(1));
    expect(await cache.get('c')).toEqual(tagged(3));
  });

  test('holds no more characters than it may, however often one is replaced', async () => {
    const cache = boundedEtagCache({ maxCharacters: 100 });
    for (let round = 0; round < 20; round++) await cache.set('a', tagged(25));
    for (const key of ['b', 'c', 'd']) await cache.set(key, tagged(25));
    expect(await cache.get('a')).not.toBeNull();
    await cache.set('e', tagged(1));
    expect(await cache.get('b')).toBeNull();
    expect(await cache.get('a')).not.toBeNull();
  });

  test('keeps no answer that would push out most others', async () => {
    const cache = boundedEtagCache({ maxCharacters: 100 });
    await cache.set('a', tagged(20));
    await cache.set('b', tagged(26));
    expect(await cache.get('b')).toBeNull();
    await cache.set('a', tagged(26));
    expect(await cache.get('a')).toBeNull();
  });
});
