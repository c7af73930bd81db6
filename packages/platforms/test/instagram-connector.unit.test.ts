import {
  AccountNotFound,
  type ConnectorCall,
  CursorExpired,
  DomainError,
  InvalidInput,
  noMetrics,
  type PlatformAnswer,
  type PlatformRequest,
  ReauthorizationRequired,
  UpstreamContractBroken,
} from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { instagramFacebookConnector, instagramLoginConnector } from '../src/index.ts';
import {
  accessToken,
  type Door,
  graphError,
  json,
  kindOf,
  mediaIds,
  metricRefused,
  now,
  playInstagram,
  ref,
} from './instagram-platform.ts';

const call: ConnectorCall = {
  signal: new AbortController().signal,
  onBehalfOf: 'somebody',
  accessToken,
};
const everSince = new Date(0);

type Answer = (request: PlatformRequest) => PlatformAnswer | null;

/** A connector whose platform answers as `override` says, and plays along where that is null. */
function connected(override: Answer = () => null, door: Door = 'instagram-login') {
  const asked: PlatformRequest[] = [];
  const play = playInstagram(door);
  const connect = door === 'instagram-login' ? instagramLoginConnector : instagramFacebookConnector;
  const connector = connect({
    baseUrl: 'https://graph.example',
    version: 'v25.0',
    now: () => now,
    http: async (request) => {
      asked.push(request);
      return override(request) ?? play(request);
    },
  });
  return {
    connector,
    asked,
    metricsAsked: () =>
      asked
        .filter(({ operation }) => operation === 'media/insights')
        .map(({ url }) => url.searchParams.get('metric')),
    page: async (after: string | null = null) => {
      const cursor = JSON.stringify([ref.split(':')[1], after]);
      return connector.fetchPostsPage({ cursor, since: everSince }, call);
    },
  };
}

/** The insights of media are answered so. */
const ofInsights =
  (answer: (metrics: string[], id: string) => PlatformAnswer | null): Answer =>
  ({ operation, url }) =>
    operation === 'media/insights'
      ? answer(
          (url.searchParams.get('metric') ?? '').split(','),
          url.pathname.split('/').at(-2) ?? '',
        )
      : null;

describe('a page of posts', () => {
  it('has the figures of each, by its product type', async () => {
    const { page, asked, metricsAsked } = connected();
    const { posts } = await page();
    expect(posts.slice(0, 3)).toMatchObject([
      {
        post: {
          externalId: mediaIds[0],
          type: 'image',
          caption: 'Post 0 #acme',
          publishedAt: new Date('2026-08-20T12:00:00Z'),
          url: 'https://www.instagram.com/p/C0/',
        },
        metrics: { views: 500, likes: 10, comments: 0, shares: 5, saves: 6, reach: 400 },
        watch: null,
      },
      { post: { type: 'carousel' }, metrics: { likes: 11, comments: 1 }, watch: null },
      {
        post: { type: 'short' },
        watch: { averageSeconds: 12.549, totalSeconds: 30_017.581, fullyWatchedShare: null },
      },
    ]);
    expect(asked).toHaveLength(11);
    const ofFeed = 'views,reach,shares,saved';
    const ofReels = `${ofFeed},ig_reels_avg_watch_time,ig_reels_video_view_total_time`;
    expect(metricsAsked()).toEqual(
      posts.map((_, index) => (kindOf(index)[1] === 'REELS' ? ofReels : ofFeed)),
    );
  });

  it('asks for figures of those only that are wanted', async () => {
    const { connector, asked } = connected();
    const { cursor } = await connector.fetchAccount(ref, call);
    const since = new Date('2026-08-20T00:00:00Z');
    const { posts } = await connector.fetchPostsPage({ cursor, since }, call);
    expect(posts).toHaveLength(2);
    expect(asked.map(({ operation }) => operation)).toEqual([
      'account',
      'media',
      'media/insights',
      'media/insights',
    ]);
  });

  it('stays whole where insights say nothing: null, never zero', async () => {
    const silent = [
      graphError({ code: 10, message: '(#10) Not enough viewers for the media to show insights' }),
      graphError({ code: 100, subcode: 2_108_006 }),
      graphError({ code: 100, subcode: 33 }),
      json({ data: [] }),
    ];
    let turn = 0;
    const { page, asked } = connected(ofInsights(() => silent[turn++ % silent.length] ?? null));
    const { posts, nextCursor } = await page();
    expect(posts).toHaveLength(10);
    expect(nextCursor).not.toBeNull();
    for (const [index, { metrics, watch }] of posts.entries()) {
      expect(metrics).toEqual({ ...noMetrics, likes: 10 + index, comments: index });
      expect(watch).toBeNull();
    }
    expect(asked).toHaveLength(11);
  });

  it('needs the permission for insights', async () => {
    const { page } = connected(ofInsights(() => graphError({ code: 10 })));
    await expect(page()).rejects.toBeInstanceOf(ReauthorizationRequired);
  });

  it('has figures in either shape of a row', async () => {
    const rows = (metrics: string[]) =>
      json({ data: metrics.map((name) => ({ name, total_value: { value: 3 } })) });
    const { page } = connected(ofInsights(rows));
    expect((await page()).posts[0]?.metrics).toMatchObject({ views: 3, reach: 3, saves: 3 });
  });
});

describe('a metric that is refused', () => {
  const refuses = (metric: string) =>
    ofInsights((metrics) => (metrics.includes(metric) ? metricRefused(metric) : null));

  it('costs one call for each metric once, and then none of its product type', async () => {
    const { page, metricsAsked } = connected(refuses('shares'));
    const { posts } = await page();
    for (const { metrics } of posts) {
      expect(metrics).toMatchObject({ views: 500, reach: 400, saves: 6, shares: null });
    }
    const oneByOne = ['views', 'reach', 'shares', 'saved'];
    const ofReels = ['ig_reels_avg_watch_time', 'ig_reels_video_view_total_time'];
    const left = 'views,reach,saved';
    // Feed, feed, reel, feed, and again.
    expect(metricsAsked()).toEqual([
      ...[oneByOne.join(), ...oneByOne],
      left,
      ...[[...oneByOne, ...ofReels].join(), ...oneByOne, ...ofReels],
      ...[left, left, left, [left, ...ofReels].join(), left, left, left],
    ]);
    expect(posts[2]?.watch).not.toBeNull();
    await page('QVFI13ZD');
    expect(metricsAsked().slice(-10).join()).not.toContain('shares');
  });

  it('is not remembered of a medium for which every metric is refused', async () => {
    const broken = mediaIds[0];
    const answer = (metrics: string[], id: string) =>
      id === broken ? metricRefused(metrics[0] ?? '') : null;
    const { page } = connected(ofInsights(answer));
    const { posts } = await page();
    expect(posts[0]?.metrics).toMatchObject({ views: null, shares: null, likes: 10 });
    expect(posts[1]?.metrics).toMatchObject({ views: 500, shares: 5 });
  });

  it('is another matter than a limit met while asking one by one', async () => {
    const limited = ofInsights((metrics) =>
      metrics.length > 1 ? metricRefused('shares') : graphError({ code: 80_002 }),
    );
    await expect(connected(limited).page()).rejects.toMatchObject({ code: 'rate_limited' });
  });
});

describe('paging', () => {
  it('goes on by the cursor: the finished URL with the token is not used, kept or told', async () => {
    const { connector, asked } = connected();
    let { cursor }: { cursor: string | null } = await connector.fetchAccount(ref, call);
    const cursors: string[] = [];
    while (cursor !== null) {
      cursors.push(cursor);
      const page = await connector.fetchPostsPage({ cursor, since: everSince }, call);
      expect(JSON.stringify(page)).not.toContain(accessToken);
      cursor = page.nextCursor;
    }
    const listings = asked.filter(({ operation }) => operation === 'media');
    expect(listings.map(({ url }) => url.searchParams.get('after'))).toEqual([
      null,
      'QVFI10ZD',
      'QVFI13ZD',
      'QVFI23ZD',
      'QVFI25ZD',
    ]);
    for (const { url } of asked) {
      expect(url.origin).toBe('https://graph.example');
      expect(url.searchParams.has('access_token')).toBe(false);
    }
    expect(cursors.join()).not.toContain(accessToken);
  });

  const withPaging =
    (paging: object): Answer =>
    ({ operation }) =>
      operation === 'media' ? json({ data: [], paging }) : null;
  const next = `https://graph.facebook.com/v25.0/1/media?access_token=${accessToken}`;

  it.each<[paging: object, why: string]>([
    [{ cursors: { before: 'a', after: 'b' } }, 'there is no next page'],
    [{}, 'there is nothing'],
  ])('ends at %j: %s', async (paging) => {
    expect((await connected(withPaging(paging)).page()).nextCursor).toBeNull();
  });

  it.each([
    [null, { next }],
    [null, { next, cursors: { after: '' } }],
    ['same', { next, cursors: { after: 'same' } }],
    [null, { next, cursors: { after: 'x'.repeat(2_001) } }],
    [null, { next, cursors: { after: 7 } }],
  ])('after %s breaks its contract with %o, and the error has no token', async (after, paging) => {
    const failed = await connected(withPaging(paging))
      .page(after)
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(UpstreamContractBroken);
    expect(`${failed} ${(failed as Error).stack} ${JSON.stringify(failed)}`).not.toContain(
      'canary',
    );
  });

  it('starts again where a kept cursor is refused', async () => {
    await expect(connected().page('of long ago')).rejects.toBeInstanceOf(CursorExpired);
  });

  it('an answer without a list is broken, not empty', async () => {
    const { page } = connected(({ operation }) => (operation === 'media' ? json({}) : null));
    await expect(page()).rejects.toBeInstanceOf(UpstreamContractBroken);
  });
});

describe('posts by id', () => {
  it('are asked for one by one; those that are gone are absent', async () => {
    const { connector, asked } = connected();
    const ids = [mediaIds[3] ?? '', 'no-id', '18000000000000001'];
    const posts = await connector.fetchPosts({ ref, ids }, call);
    expect(posts.map(({ post }) => [post.externalId, post.type])).toEqual([[ids[0], 'video']]);
    expect(asked.map(({ operation }) => operation)).toEqual([
      'media/get',
      'media/get',
      'media/insights',
    ]);
  });
});

describe('the account', () => {
  it('is named by the bare int64 of the professional account, exact', async () => {
    const { profile } = await connected().connector.fetchAccount(ref, call);
    expect(profile).toMatchObject({
      externalId: '17841400000000001',
      handle: 'acme',
      followers: 12_345,
      source: 'instagram-login-api',
    });
  });

  it('that is no id is not asked for', async () => {
    const { connector, asked } = connected(undefined, 'instagram-facebook');
    const failed = connector.fetchAccount('instagram:../me', call);
    await expect(failed).rejects.toBeInstanceOf(AccountNotFound);
    expect(asked).toEqual([]);
  });
});

describe('days and audience', () => {
  const days = async (override?: Answer, from = '2026-08-18', to = '2026-08-22') => {
    const { connector, asked } = connected(override);
    const read = await connector.fetchAccountDays?.({ ref, from, to }, call);
    return { read: read ?? expect.fail('offers no days'), asked };
  };
  const insightsOf =
    (metric: string, answer: PlatformAnswer): Answer =>
    ({ operation, url }) =>
      operation === 'insights' && url.searchParams.get('metric')?.includes(metric) ? answer : null;

  it('come in both shapes: series of closed days, and a total of each day', async () => {
    const { read } = await days();
    const said = { profileViews: null, followers: null, lostFollowers: null };
    const totals = { views: 101, likes: 201, comments: 301, shares: 401 };
    expect(read.days).toEqual(
      ['2026-08-18', '2026-08-19', '2026-08-20', '2026-08-21'].map((day, index) => ({
        day,
        ...said,
        ...totals,
        reach: 7 + index,
        newFollowers: 7 + index,
        provisional: day >= '2026-08-20',
      })),
    );
  });

  it('are asked for by whole Pacific days', async () => {
    const { asked } = await days(undefined, '2026-08-20', '2026-08-20');
    const windows = asked
      .map(({ url }) => url.searchParams)
      .filter((query) => query.get('period') === 'day')
      .map((query) => [query.get('metric'), query.get('since'), query.get('until')]);
    const window = ['2026-08-20T07:00:00Z', '2026-08-21T07:00:00Z'].map((text) =>
      String(Date.parse(text) / 1_000),
    );
    expect(windows).toEqual([
      ['reach', ...window],
      ['views,likes,comments,shares', ...window],
      ['follower_count', ...window],
    ]);
  });

  it('know the hours of followers online, in Los Angeles', async () => {
    const { read } = await days(undefined, '2026-08-21', '2026-08-21');
    expect(read.activity?.zone).toBe('America/Los_Angeles');
    expect(read.activity?.hours).toEqual(
      Array.from({ length: 24 }, (_, hour) => ({ day: '2026-08-21', hour, count: hour * 2 })),
    );
  });

  it('know the followers’ groups and their shares', async () => {
    const { groups } = (await days()).read;
    expect(groups).toEqual([
      { dimension: 'age', name: '25-34', count: 60, share: 0.6 },
      { dimension: 'age', name: '18-24', count: 40, share: 0.4 },
      { dimension: 'gender', name: 'F', count: 70, share: 0.7 },
      { dimension: 'gender', name: 'M', count: 20, share: 0.2 },
      { dimension: 'gender', name: 'U', count: 10, share: 0.1 },
      { dimension: 'country', name: 'DE', count: 100, share: 1 },
      { dimension: 'city', name: 'London, England', count: 50, share: 1 },
    ]);
  });

  const end_time = '2026-08-21T07:00:00+0000';
  it.each([
    ['refused', graphError({ code: 100, message: '(#100) metric[0] must be one of' })],
    ['empty', json({ data: [] })],
    [
      'of empty hours',
      json({ data: [{ name: 'online_followers', values: [{ value: {}, end_time }] }] }),
    ],
  ])('have no activity where followers online are %s', async (_, answer) => {
    const { read } = await days(insightsOf('online_followers', answer));
    expect(read.activity).toBeNull();
    expect(read.days).toHaveLength(4);
    expect(read.groups).not.toEqual([]);
  });

  it.each([
    ['refused', graphError({ code: 100 }), 1],
    ['empty', json({ data: [] }), 4],
  ])('have no groups below 100 followers, where they are %s', async (_, answer, calls) => {
    const { read, asked } = await days(insightsOf('follower_demographics', answer));
    expect(read.groups).toEqual([]);
    const asking = asked.filter(({ url }) => url.search.includes('follower_demographics'));
    expect(asking).toHaveLength(calls);
  });

  it('have no new followers where those are refused, and all the rest', async () => {
    const { read } = await days(insightsOf('follower_count', graphError({ code: 100 })));
    expect(read.days.map(({ newFollowers }) => newFollowers)).toEqual([null, null, null, null]);
    expect(read.days[0]).toMatchObject({ views: 101, reach: 7 });
  });

  it('of today and later are not asked for', async () => {
    const { read, asked } = await days(undefined, '2026-08-22', '2026-08-23');
    expect(read).toEqual({ days: [], activity: null });
    expect(asked).toEqual([]);
  });
});

describe('what Facebook Login alone opens', () => {
  const connector = (answer: Answer) => {
    const asked: URL[] = [];
    const made = instagramFacebookConnector({
      baseUrl: 'https://graph.example',
      version: 'v25.0',
      now: () => now,
      http: async (request) => {
        asked.push(request.url);
        return answer(request) ?? expect.fail('no answer');
      },
    });
    return { made, asked };
  };

  it('another account is found by its name, page by page, with the cursor in the expression', async () => {
    const { made, asked } = connector(() =>
      json({
        business_discovery: {
          id: '17841400000000009',
          username: 'rival',
          followers_count: 9,
          media: {
            data: [
              {
                id: '18000000000000009',
                media_type: 'VIDEO',
                media_product_type: 'REELS',
                view_count: 77,
                comments_count: 2,
                timestamp: '2026-08-01T00:00:00+0000',
              },
            ],
            paging: { cursors: { after: 'QVFIx_-=' } },
          },
        },
      }),
    );
    const request = { ref, username: 'rival', cursor: null };
    const { profile, posts, nextCursor } = await made.businessDiscovery(request, call);
    expect(profile).toMatchObject({
      externalId: '17841400000000009',
      handle: 'rival',
      followers: 9,
    });
    expect(posts).toMatchObject([
      { post: { type: 'short', url: null }, metrics: { ...noMetrics, views: 77, comments: 2 } },
    ]);
    await made.businessDiscovery({ ...request, cursor: nextCursor }, call);
    const [first, second] = asked.map(({ searchParams }) => searchParams.get('fields'));
    expect(first).toMatch(/^business_discovery\.username\(rival\)\{id,.*media\.limit\(25\)\{id,/);
    expect(second).toContain('media.limit(25).after(QVFIx_-=){id,');
  });

  it.each([24, 100, 110])('an account that answers %i is not there', async (code) => {
    const { made } = connector(() => graphError({ code, subcode: 2_207_013 }));
    const failed = made.businessDiscovery({ ref, username: 'nobody', cursor: null }, call);
    await expect(failed).rejects.toBeInstanceOf(AccountNotFound);
  });

  it.each([
    [{ username: 'a){id},media{id', cursor: null }, InvalidInput],
    [{ username: '', cursor: null }, InvalidInput],
    [{ username: 'a', cursor: 'x){id' }, CursorExpired],
  ])('%j goes into no expression', async (request, kind) => {
    const { made, asked } = connector(() => null);
    await expect(made.businessDiscovery({ ref, ...request }, call)).rejects.toBeInstanceOf(kind);
    expect(asked).toEqual([]);
  });

  it('a hashtag has an id, and posts under it', async () => {
    const { made, asked } = connector(({ operation }) =>
      operation === 'ig_hashtag_search'
        ? json({ data: [{ id: '17843826142012701' }] })
        : json({ data: [{ id: '18000000000000001', media_type: 'IMAGE', like_count: 3 }] }),
    );
    expect(await made.findHashtag({ ref, tag: '#Schönes' }, call)).toEqual({
      id: '17843826142012701',
      name: null,
    });
    const request = { ref, hashtagId: '17843826142012701', which: 'top', cursor: 'c' } as const;
    expect(await made.fetchHashtagPosts(request, call)).toMatchObject({
      posts: [{ likes: 3, comments: null, publishedAt: null }],
      nextCursor: null,
    });
    await made.recentHashtags({ ref }, call);
    expect(asked.map(({ pathname, searchParams }) => [pathname, searchParams.get('q')])).toEqual([
      ['/v25.0/ig_hashtag_search', 'schönes'],
      ['/v25.0/17843826142012701/top_media', null],
      ['/v25.0/17841400000000001/recently_searched_hashtags', null],
    ]);
    const elsewhere = made.fetchHashtagPosts({ ...request, hashtagId: '..' }, call);
    await expect(elsewhere).rejects.toThrow(DomainError);
    for (const tag of ['two words', '', '#', '🎉']) {
      await expect(made.findHashtag({ ref, tag }, call)).rejects.toThrow(DomainError);
    }
  });
});

describe('comments and what may be published', () => {
  const [postId = ''] = mediaIds;
  const comments = (after: string, more: object = {}): Answer => {
    const text = 'text-canary-0c2d';
    const said = { id: '17858154961981086', timestamp: '2020-06-01T10:56:52+0000', text, ...more };
    const paging = { cursors: { after }, next: `https://x.test/?access_token=${accessToken}` };
    return () => json({ data: [said], paging });
  };

  it.each<Door>(['instagram-login', 'instagram-facebook'])('come through %s', async (door) => {
    const { connector, asked } = connected(comments('c2', { like_count: 2 }), door);
    const page = await connector.fetchComments({ ref, postId, cursor: 'c1' }, call);
    expect(page).toMatchObject({ comments: [{ postExternalId: postId, likes: 2 }] });
    expect(page.nextCursor).toBe('c2');
    expect(asked.map(({ operation, url }) => [operation, url.pathname])).toEqual([
      ['media/comments', `/v25.0/${postId}/comments`],
    ]);
    expect(asked[0]?.url.searchParams.get('after')).toBe('c1');
  });

  it('a listing that does not move on, or is no comment, breaks the contract silently', async () => {
    for (const answer of [comments('c1'), comments('c2', { timestamp: null })]) {
      const failed = connected(answer).connector.fetchComments({ ref, postId, cursor: 'c1' }, call);
      await expect(failed).rejects.toThrow(UpstreamContractBroken);
      await expect(failed).rejects.not.toThrow(/canary/);
    }
  });

  it('a post that is named by no id is not asked for', async () => {
    const { connector, asked } = connected();
    const failed = connector.fetchComments({ ref, postId: '..', cursor: null }, call);
    await expect(failed).rejects.toMatchObject({ field: 'postId' });
    expect(asked).toEqual([]);
  });

  it('the limit of posts is asked of the account', async () => {
    const config = { quota_total: 100, quota_duration: 86_400 };
    const { connector, asked } = connected(() => json({ data: [{ config, quota_usage: '3' }] }));
    expect(await connector.fetchPublishingLimit({ ref }, call)).toEqual({
      posts: { used: 3, total: 100, perSeconds: 86_400 },
    });
    expect(asked[0]?.url.pathname).toBe('/v25.0/17841400000000001/content_publishing_limit');
    const silent = connected(() => json({ data: [{ quota_usage: 3 }] })).connector;
    await expect(silent.fetchPublishingLimit({ ref }, call)).rejects.toThrow(
      UpstreamContractBroken,
    );
  });
});
