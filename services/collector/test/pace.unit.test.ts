import {
  type Connector,
  QuotaExhausted,
  RateLimited,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import type { PaceCall, PaceFeedback } from '@viral-scan/rate-limit';
import { everyCapability, profile } from '@viral-scan/testing';
import { expect, it } from 'vitest';
import { obeyPlatform } from '../src/pace/obey-platform.ts';
import { type PacedHttpDeps, pacedHttp } from '../src/pace/paced-http.ts';

const { signal } = new AbortController();
const call = { signal, onBehalfOf: 'somebody', accessToken: null };
const request = {
  api: 'youtube-data',
  operation: 'videos.list',
  units: 1,
  onBehalfOf: 'somebody',
  url: new URL('https://api.example/videos'),
  signal,
} as const;

type Told = { readonly call: object; readonly feedback: PaceFeedback };

/** A pace that lets every call out, but for what a test says. */
const deps = (
  pace: Partial<PacedHttpDeps['pace']>,
  onError: (error: Error) => void = () => {},
) => ({
  pace: { take: async () => undefined, penalize: async () => undefined, ...pace },
  onError,
});

const connector = (fetchAccount: Connector['fetchAccount']): Connector => ({
  platform: 'youtube',
  source: 'youtube-data-api',
  access: 'own',
  grant: 'youtube',
  capabilities: everyCapability,
  batch: { posts: 1, insights: 1 },
  fetchAccount,
  fetchPostsPage: async () => ({ posts: [], nextCursor: null }),
  fetchPosts: async () => [],
  fetchInsights: null,
  fetchAccountDays: null,
});

/** A connector whose one call ends with `error`, and what the pace is told of it. */
async function toldOf(error: Error, isOurs = false) {
  const told: { api: string; feedback: PaceFeedback }[] = [];
  const obeying = obeyPlatform(
    connector(async () => {
      throw error;
    }),
    {
      pace: { penalize: async ({ api }, feedback) => void told.push({ api, feedback }) },
      apis: ['youtube-data', 'youtube-analytics'],
      isOurs: () => isOurs,
      onError: () => undefined,
    },
  );
  await expect(obeying.fetchAccount('youtube:UC', call)).rejects.toBe(error);
  return told;
}

it('a call goes out once its turn has come, and without what only the pace needs', async () => {
  const order: unknown[] = [];
  const { http } = pacedHttp(
    async (sent) => {
      order.push(Object.keys(sent).sort());
      return { status: 200, headers: {}, text: '' };
    },
    deps({ take: async (turn: PaceCall) => void order.push(turn) }),
  );
  await http(request);
  expect(order).toEqual([
    { api: 'youtube-data', operation: 'videos.list', units: 1, onBehalfOf: 'somebody' },
    ['signal', 'url'],
  ]);
});

it('a call without a turn does not go out, and its error is told from the platform’s', async () => {
  const refused = new RateLimited('not yet', 5_000);
  const paced = pacedHttp(
    async () => {
      throw new Error('must not go out');
    },
    deps({
      take: async () => {
        throw refused;
      },
    }),
  );
  await expect(paced.http(request)).rejects.toBe(refused);
  expect(paced.isOurs(refused)).toBe(true);
  expect(paced.isOurs(new RateLimited('too fast', 1))).toBe(false);
});

/** What the pace is told of an answer with these headers. */
async function toldOfUsage(headers: Record<string, string>, status = 200, api = 'instagram-login') {
  const told: Told[] = [];
  const { http } = pacedHttp(
    async () => ({ status, headers, text: '' }),
    deps({ penalize: async (call, feedback) => void told.push({ call, feedback }) }),
  );
  await http({ ...request, api: api as 'instagram-login' });
  return told;
}
const used = (percent: number) => ({ 'x-app-usage': `{"call_count":${percent}}` });

it('how much a successful answer says is used up is passed on to the pace', async () => {
  const call = { api: 'instagram-login', onBehalfOf: 'somebody' };
  expect(await toldOfUsage(used(100))).toEqual([
    { call, feedback: { scope: 'app', retryAfterMs: 300_000 } },
  ]);
  expect(await toldOfUsage(used(74))).toEqual([]);
  expect(await toldOfUsage({})).toEqual([]);
  expect(await toldOfUsage(used(100), 400)).toEqual([]);
  expect(await toldOfUsage(used(100), 200, 'youtube-data')).toEqual([]);
});

it('an answer stands when the pace cannot be told of it', async () => {
  const lost: Error[] = [];
  const away = new UpstreamUnavailable('Redis is away');
  const answer = { status: 200, headers: used(90), text: '{}' };
  const penalize = async () => {
    throw away;
  };
  const { http } = pacedHttp(
    async () => answer,
    deps({ penalize }, (error) => lost.push(error)),
  );
  expect(await http({ ...request, api: 'instagram-facebook' })).toBe(answer);
  expect(lost).toEqual([away]);
});

it('what a platform says of limits is passed on to the pace', async () => {
  expect(await toldOf(new RateLimited('too fast', 7_000, { scope: 'user' }))).toEqual([
    { api: 'youtube-data', feedback: { scope: 'user', retryAfterMs: 7_000 } },
    { api: 'youtube-analytics', feedback: { scope: 'user', retryAfterMs: 7_000 } },
  ]);
  const resetsAt = new Date('2026-06-02T07:00:00Z');
  expect((await toldOf(new QuotaExhausted('used up', resetsAt)))[0]?.feedback).toEqual({
    exhausted: true,
    resetsAt,
  });
});

it('of several APIs only the one that has said it is held back', async () => {
  const api = 'youtube-analytics';
  const told = await toldOf(new RateLimited('too fast', 7_000, { api }));
  expect(told.map((each) => each.api)).toEqual([api]);
  const used = await toldOf(new QuotaExhausted('used up', new Date(), { api }));
  expect(used.map((each) => each.api)).toEqual([api]);
});

it('neither our own pace nor other errors are', async () => {
  expect(await toldOf(new RateLimited('not yet', 5_000), true)).toEqual([]);
  expect(await toldOf(new UpstreamUnavailable('503'))).toEqual([]);
});

it('a pace that cannot be told hides nothing', async () => {
  const lost: Error[] = [];
  const error = new RateLimited('too fast', 7_000);
  const away = new UpstreamUnavailable('Redis is away');
  const obeying = obeyPlatform(
    connector(async () => {
      throw error;
    }),
    {
      pace: {
        penalize: async () => {
          throw away;
        },
      },
      apis: ['youtube-data'],
      isOurs: () => false,
      onError: (failure) => lost.push(failure),
    },
  );
  await expect(obeying.fetchAccount('youtube:UC', call)).rejects.toBe(error);
  expect(lost).toEqual([away]);
});

it('answers pass unchanged', async () => {
  const answer = { profile: profile(), cursor: '1' };
  const obeying = obeyPlatform(
    connector(async () => answer),
    {
      pace: { penalize: async () => undefined },
      apis: [],
      isOurs: () => false,
      onError: () => undefined,
    },
  );
  expect(await obeying.fetchAccount('youtube:UC', call)).toBe(answer);
});
