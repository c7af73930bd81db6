import {
  type Http,
  type PlatformHttp,
  RateLimited,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import { oauthClients } from '@viral-scan/platforms';
import type { Pace, PaceCall } from '@viral-scan/rate-limit';
import { expect, it } from 'vitest';
import { pacedCalls } from '../src/connections/paced-calls.ts';

const { signal } = new AbortController();
const login = { url: new URL('https://login.example/token'), signal };
const read = {
  url: new URL('https://api.example/business/get'),
  signal,
  api: 'tiktok-accounts',
  operation: 'business/get',
  units: 1,
  onBehalfOf: 'somebody',
} as const;
const answer = { status: 200, headers: {}, text: '{}' };

function room(refusal: Error | null = null) {
  const happened: string[] = [];
  const counted: PaceCall[] = [];
  const http = pacedCalls(
    async ({ url, ...sent }) => {
      expect(Object.keys(sent)).toEqual(['signal']);
      happened.push(`sent to ${url.host}`);
      return answer;
    },
    {
      take: async (call) => {
        happened.push('taken');
        counted.push(call);
        if (refusal !== null) throw refusal;
      },
    },
  );
  // As the connectors' calls are handed to it.
  const platformHttp: PlatformHttp = http;
  return { http, platformHttp, happened, counted };
}

it('a call of an API counts in its budgets before it goes out, without what only the pace needs', async () => {
  const { platformHttp, happened, counted } = room();
  await expect(platformHttp(read)).resolves.toBe(answer);
  expect(happened).toEqual(['taken', 'sent to api.example']);
  const { api, operation, units, onBehalfOf } = read;
  expect(counted).toEqual([{ api, operation, units, onBehalfOf }]);
});

it('tokens are asked for without a turn', async () => {
  const { http, happened } = room();
  await http(login);
  expect(happened).toEqual(['sent to login.example']);
});

it('a call whose turn does not come is not made', async () => {
  const late = new RateLimited('too many', 60_000);
  const { platformHttp, happened } = room(late);
  await expect(platformHttp(read)).rejects.toBe(late);
  expect(happened).toEqual(['taken']);
});

it('while Redis is away accounts can be connected', async () => {
  const { platformHttp, happened } = room(new UpstreamUnavailable('Redis is away'));
  await platformHttp(read);
  expect(happened).toEqual(['taken', 'sent to api.example']);
});

it('every login asks in its turn whose account it is', async () => {
  const taken: Pick<PaceCall, 'api' | 'operation'>[] = [];
  const pace: Pick<Pace, 'take'> = {
    async take({ api, operation }) {
      taken.push({ api, operation });
      throw new RateLimited('not now', 1_000);
    },
  };
  const send: Http = async ({ url }) => ({
    ...answer,
    text: url.pathname.endsWith('/tt_user/token_info/get/')
      ? '{"code":0,"message":"OK","request_id":"1","data":{"app_id":"app","creator_id":"open-id"}}'
      : '{}',
  });
  const base = 'https://api.example';
  const clients = oauthClients(
    {
      GOOGLE_CLIENT_ID: 'app',
      GOOGLE_CLIENT_SECRET: 'secret',
      GOOGLE_AUTHORIZE_URL: base,
      GOOGLE_TOKEN_URL: base,
      GOOGLE_REVOKE_URL: base,
      YOUTUBE_BASE_URL: base,
      TIKTOK_CLIENT_KEY: 'app',
      TIKTOK_CLIENT_SECRET: 'secret',
      TIKTOK_DISPLAY_CLIENT_KEY: 'app',
      TIKTOK_DISPLAY_CLIENT_SECRET: 'secret',
      TIKTOK_AUTHORIZE_URL: base,
      TIKTOK_ACCOUNTS_BASE_URL: base,
      TIKTOK_DISPLAY_BASE_URL: base,
      GRAPH_VERSION: 'v25.0',
      INSTAGRAM_CLIENT_ID: 'app',
      INSTAGRAM_CLIENT_SECRET: 'secret',
      INSTAGRAM_AUTHORIZE_URL: base,
      INSTAGRAM_TOKEN_URL: base,
      INSTAGRAM_BASE_URL: base,
      FACEBOOK_CLIENT_ID: 'app',
      FACEBOOK_CLIENT_SECRET: 'secret',
      FACEBOOK_AUTHORIZE_BASE_URL: base,
      FACEBOOK_BASE_URL: base,
      THREADS_CLIENT_ID: 'app',
      THREADS_CLIENT_SECRET: 'secret',
      THREADS_AUTHORIZE_URL: base,
      THREADS_BASE_URL: base,
    },
    pacedCalls(send, pace),
    () => new Date(0),
  );
  for (const client of clients.values()) {
    await expect(client.identify('token', { signal })).rejects.toThrow(RateLimited);
  }
  expect(taken).toEqual([
    { api: 'youtube-data', operation: 'channels.list' },
    { api: 'tiktok-accounts', operation: 'business/get' },
    { api: 'tiktok-display', operation: 'user/info' },
    { api: 'instagram-login', operation: 'account' },
    { api: 'instagram-facebook', operation: 'page' },
    { api: 'threads', operation: 'me' },
  ]);
});
