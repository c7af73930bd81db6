import {
  type ApiCost,
  type CollectionCosts,
  type Connector,
  type KnownPost,
  type PlatformAnswer,
  type PlatformRequest,
  sumCosts,
} from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import {
  collectionCosts,
  costsOfOthers,
  instagramFacebookConnector,
  instagramLoginConnector,
  threadsConnector,
  threadsPublicConnector,
  tiktokAccountsConnector,
  tiktokDisplayConnector,
  youtubeConnector,
  youtubeOwnConnector,
} from '../src/index.ts';
import * as instagram from './instagram-platform.ts';
import * as threads from './threads-platform.ts';
import * as tiktok from './tiktok-world.ts';
import { channelId, playYoutube, videoIds } from './youtube-platform.ts';

const now = () => new Date('2026-08-22T06:00:00Z');
const longAgo = new Date(0);

interface Played {
  readonly connect: (http: (request: PlatformRequest) => Promise<PlatformAnswer>) => Connector;
  readonly answer: (request: PlatformRequest) => PlatformAnswer;
  readonly ref: string;
  readonly handle: string | null;
  readonly postIds: readonly string[];
  readonly accessToken: string | null;
}

const youtube = {
  answer: playYoutube,
  ref: `youtube:${channelId}`,
  handle: 'youtube:@channel',
  postIds: videoIds,
};
const onTiktok = {
  ref: tiktok.ref,
  handle: null,
  postIds: tiktok.postIds,
  accessToken: tiktok.accessToken,
};
const onInstagram = {
  ref: instagram.ref,
  handle: null,
  postIds: instagram.mediaIds,
  accessToken: instagram.accessToken,
};
const graph = { baseUrl: 'https://graph.example', version: 'v25.0' };
const played: Readonly<Record<string, Played>> = {
  'youtube by key': {
    ...youtube,
    accessToken: null,
    connect: (http) =>
      youtubeConnector({ baseUrl: 'https://data.example/youtube/v3', apiKey: 'k', http, now }),
  },
  youtube: {
    ...youtube,
    accessToken: 'a-token',
    connect: (http) =>
      youtubeOwnConnector({
        dataBaseUrl: 'https://data.example/youtube/v3',
        analyticsBaseUrl: 'https://analytics.example/v2',
        http,
        now,
      }),
  },
  'tiktok-accounts': {
    ...onTiktok,
    answer: tiktok.playAccounts,
    connect: (http) =>
      tiktokAccountsConnector({
        baseUrl: 'https://business-api.tiktok.com/open_api/v1.3',
        http,
        now,
      }),
  },
  'tiktok-display': {
    ...onTiktok,
    answer: tiktok.playDisplay,
    connect: (http) =>
      tiktokDisplayConnector({ baseUrl: 'https://open.tiktokapis.com', http, now }),
  },
  'instagram-login': {
    ...onInstagram,
    answer: instagram.playInstagram('instagram-login'),
    connect: (http) => instagramLoginConnector({ ...graph, http, now }),
  },
  'instagram-facebook': {
    ...onInstagram,
    answer: instagram.playInstagram('instagram-facebook'),
    connect: (http) => instagramFacebookConnector({ ...graph, http, now }),
  },
  threads: {
    ref: threads.ref,
    handle: null,
    postIds: threads.postIds,
    accessToken: threads.accessToken,
    answer: threads.playThreadsApi,
    connect: (http) => threadsConnector({ baseUrl: 'https://graph.threads.net', http, now }),
  },
  'others by threads': {
    ref: 'threads:acme',
    handle: null,
    postIds: threads.postIds,
    accessToken: threads.accessToken,
    answer: (request) => threads.playThreadsProfiles(request),
    connect: (http) => threadsPublicConnector({ baseUrl: 'https://graph.threads.net', http, now }),
  },
};

const nameOf = ({ platform, grant }: CollectionCosts): string => grant ?? `${platform} by key`;
const named = [
  ...collectionCosts.map((costs) => [nameOf(costs), costs] as const),
  ...costsOfOthers.map((costs) => [`others by ${nameOf(costs)}`, costs] as const),
];

/** A connector whose requests are counted. */
function counted(name: string) {
  const under = played[name] ?? expect.fail(`nobody plays ${name}`);
  let asked: PlatformRequest[] = [];
  const connector = under.connect(async (request) => {
    asked.push(request);
    return under.answer(request);
  });
  const { accessToken } = under;
  const call = { signal: new AbortController().signal, onBehalfOf: 'a subject', accessToken };
  return {
    under,
    connector,
    call,
    costOf: async (work: () => Promise<unknown>): Promise<readonly ApiCost[]> => {
      asked = [];
      await work();
      return sumCosts(
        asked.map(({ api, units }) => ({ costs: [{ api, calls: 1, units }], times: 1 })),
      );
    },
  };
}

it('there are costs for each connector, and none for others', () => {
  expect(named.map(([name]) => name).sort()).toEqual(Object.keys(played).sort());
});

describe.each(named)('what %s calls', (name, costs) => {
  it('is named as the connector names itself', () => {
    const { connector } = counted(name);
    const { platform, source, grant } = costs;
    expect(connector).toMatchObject({ platform, source, grant });
    expect(connector.batch.posts).toBe(costs.lookup.postsPerBatch);
    expect(connector.batch.insights).toBe(costs.insights?.postsPerBatch ?? 0);
  });

  it('for an account and its pages', async () => {
    const { under, connector, call, costOf } = counted(name);
    expect(await costOf(() => connector.fetchAccount(under.ref, call))).toEqual(costs.account);
    const { cursor } = await connector.fetchAccount(under.ref, call);
    const page = (since: Date) => costOf(() => connector.fetchPostsPage({ cursor, since }, call));
    expect(await page(longAgo)).toEqual(costs.listing.page);
    expect(await page(now())).toEqual(costs.listing.pageOfOld);
  });

  it('for posts by id, also of an account named by its handle', async () => {
    const { under, connector, call, costOf } = counted(name);
    const ids = under.postIds.slice(0, costs.lookup.postsPerBatch);
    const lookUp = (ref: string) => costOf(() => connector.fetchPosts({ ref, ids }, call));
    expect(await lookUp(under.ref)).toEqual(costs.lookup.batch);
    if (under.handle === null) return;
    expect(await lookUp(under.handle)).toEqual(both(costs.byHandle, costs.lookup.batch));
  });

  it('for insights and days', async () => {
    const { under, connector, call, costOf } = counted(name);
    const { fetchInsights, fetchAccountDays } = connector;
    expect(fetchInsights === null).toBe(costs.insights === null);
    expect(fetchAccountDays === null).toBe(costs.days === null);
    if (fetchAccountDays !== null) {
      const days = { ref: under.ref, from: '2026-06-23', to: '2026-08-22' };
      expect(await costOf(() => fetchAccountDays(days, call))).toEqual(costs.days);
    }
    if (fetchInsights === null || costs.insights === null) return;
    const posts = under.postIds.slice(0, 3).map(knownPost);
    const { batch, postWithLength } = costs.insights;
    expect(await costOf(() => fetchInsights({ ref: under.ref, posts }, call))).toEqual(
      sumCosts([
        { costs: batch, times: 1 },
        { costs: postWithLength, times: 2 },
      ]),
    );
    if (under.handle === null) return;
    const ref = under.handle;
    expect(await costOf(() => fetchInsights({ ref, posts: posts.slice(0, 1) }, call))).toEqual(
      both(costs.byHandle, batch),
    );
  });
});

/** Every third is a stream that still runs. */
const knownPost = (externalId: string, index: number): KnownPost => ({
  externalId,
  publishedAt: longAgo,
  durationSeconds: index === 0 ? null : 60,
});

const both = (one: readonly ApiCost[], other: readonly ApiCost[]) =>
  sumCosts([
    { costs: one, times: 1 },
    { costs: other, times: 1 },
  ]);
