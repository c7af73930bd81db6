import {
  AccountNotFound,
  CursorExpired,
  InvalidInput,
  noMetrics,
  type PlatformAnswer,
  type PlatformRequest,
  ReauthorizationRequired,
  UpstreamContractBroken,
} from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { threadsConnector } from '../src/index.ts';
import {
  accessToken,
  gone,
  graphError,
  json,
  now,
  playThreadsApi,
  postIds,
  ref,
  repostId,
  userId,
} from './threads-platform.ts';

const call = { signal: new AbortController().signal, onBehalfOf: 'a subject', accessToken };
const everSince = new Date(0);
const firstPage = { cursor: JSON.stringify([userId, null]), since: everSince };

/** The platform, but for what a test has it answer; and what was asked. */
function playing(instead: (request: PlatformRequest) => PlatformAnswer | null = () => null) {
  const asked: PlatformRequest[] = [];
  const connector = threadsConnector({
    baseUrl: 'https://graph.threads.net',
    now: () => now,
    http: async (request) => {
      asked.push(request);
      return instead(request) ?? playThreadsApi(request);
    },
  });
  const told = () =>
    asked.map(({ api, operation, url }) => `${api} ${operation} ${url.pathname.slice(6)}`);
  return { connector, asked, told };
}
const whenAt = (path: string, answer: PlatformAnswer) =>
  playing(({ url }) => (url.pathname === `/v1.0/${path}` ? answer : null));
const [first = '', second = ''] = postIds;

describe('a profile of Threads', () => {
  test('has its followers from its insights', async () => {
    const { connector, told } = playing();
    expect(await connector.fetchAccount(ref, call)).toEqual({
      profile: {
        platform: 'threads',
        externalId: userId,
        origin: null,
        name: 'Acme',
        handle: 'acme',
        followers: 12_345,
        timezone: null,
        source: 'threads-api',
      },
      cursor: firstPage.cursor,
    });
    expect(told()).toEqual(['threads me me', 'threads threads_insights me/threads_insights']);
  });

  test.each([
    ['refused', graphError({ code: 100, message: '(#100) metric[0] must be one of' })],
    ['empty', json({ data: [] })],
    ['silent', json({ data: [{ name: 'followers_count', total_value: {} }] })],
  ])('has null followers where that insight is %s', async (_, answer) => {
    const { connector } = whenAt('me/threads_insights', answer);
    expect((await connector.fetchAccount(ref, call)).profile.followers).toBeNull();
  });

  test('is named by its id to the digit', async () => {
    const bare = json(`{"id": 24850000000000001777, "username": "acme"}`);
    const { connector } = whenAt('me', bare);
    const { profile } = await connector.fetchAccount('threads:24850000000000001777', call);
    expect(profile.externalId).toBe('24850000000000001777');
    await expect(connector.fetchAccount(ref, call)).rejects.toThrow(ReauthorizationRequired);
    await expect(connector.fetchAccount('threads:@acme', call)).rejects.toThrow(AccountNotFound);
  });
});

describe('a page of threads', () => {
  test('asks for the figures of each, and keeps no word of a repost', async () => {
    const { connector, told } = playing();
    const page = await connector.fetchPostsPage(firstPage, call);
    expect(page.posts).toHaveLength(10);
    expect(page.posts[0]).toEqual({
      post: {
        externalId: first,
        publishedAt: new Date('2026-08-20T12:00:00Z'),
        caption: 'Post 0 #acme',
        type: 'text',
        durationSeconds: null,
        url: 'https://www.threads.com/@acme/post/C0',
        language: null,
        tags: [],
        sound: null,
      },
      // 4 reposts, 1 quote and 2 shares.
      metrics: { ...noMetrics, views: 1_270, likes: 100, comments: 10, shares: 7 },
      retention: null,
    });
    expect(page.posts.slice(1, 5).map(({ post }) => post.type)).toEqual([
      'image',
      'video',
      'carousel',
      'link',
    ]);
    expect(page.posts[1]?.post.tags).toEqual(['acme']);
    expect(told()).toEqual([
      'threads threads me/threads',
      ...postIds.slice(0, 10).map((id) => `threads insights ${id}/insights`),
    ]);
    const behind = await connector.fetchPostsPage(
      { cursor: page.nextCursor ?? '', since: everSince },
      call,
    );
    expect(behind.posts).toHaveLength(9);
    expect(told().join()).not.toContain(repostId);
  });

  test('asks for no figures of what is not wanted, and goes no further', async () => {
    const { connector, asked } = playing();
    const page = await connector.fetchPostsPage({ ...firstPage, since: now }, call);
    expect(page).toEqual({ posts: [], nextCursor: null });
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['no figures', json({ data: [] })],
    ['too few viewers', graphError({ code: 10, message: '(#10) Not enough viewers' })],
  ])('has null counters where there are %s', async (_, answer) => {
    const { connector } = whenAt(`${first}/insights`, answer);
    const { posts } = await connector.fetchPostsPage(firstPage, call);
    expect(posts[0]).toMatchObject({ post: { externalId: first }, metrics: noMetrics });
    expect(posts[1]?.metrics.views).toBe(1_270);
  });

  test('sums the shares that are given, and has none where none is', async () => {
    const answerWith = (...names: string[]) =>
      json({ data: names.map((name) => ({ name, values: [{ value: 3 }] })) });
    const sharesOf = async (answer: PlatformAnswer) => {
      const { posts } = await whenAt(`${first}/insights`, answer).connector.fetchPostsPage(
        firstPage,
        call,
      );
      return posts[0]?.metrics.shares;
    };
    expect(await sharesOf(answerWith('views', 'quotes', 'shares'))).toBe(6);
    expect(await sharesOf(answerWith('views', 'likes'))).toBeNull();
  });

  test('leaves out a post that vanishes while its figures are asked for', async () => {
    const { connector } = whenAt(`${first}/insights`, gone);
    const { posts } = await connector.fetchPostsPage(firstPage, call);
    expect(posts.map(({ post }) => post.externalId)).toEqual(postIds.slice(1, 10));
  });

  test('begins the listing anew where its cursor is no longer understood', async () => {
    const { connector } = playing();
    const cursor = JSON.stringify([userId, 'from last year']);
    const failed = connector.fetchPostsPage({ cursor, since: everSince }, call);
    await expect(failed).rejects.toThrow(CursorExpired);
  });

  test.each([
    ['has no list', { paging: {} }],
    [
      'does not move on',
      {
        data: [{ id: '1', timestamp: '2026-08-01T00:00:00+0000' }],
        paging: { cursors: { after: 'A' } },
      },
    ],
    ['has a post without time', { data: [{ id: '1' }] }],
    ['has a post without id', { data: [{ timestamp: '2026-08-01T00:00:00+0000' }] }],
  ])('that %s breaks the contract', async (_, body) => {
    const { connector } = playing(({ operation }) => (operation === 'threads' ? json(body) : null));
    const cursor = JSON.stringify([userId, 'A']);
    const failed = connector.fetchPostsPage({ cursor, since: everSince }, call);
    await expect(failed).rejects.toThrow(UpstreamContractBroken);
  });

  test('never follows or repeats a finished link', async () => {
    const leaky = `https://graph.threads.net/v1.0/me/threads?access_token=${accessToken}`;
    const { connector, asked } = whenAt(
      'me/threads',
      json({ data: [], paging: { next: leaky, cursors: { after: 'A' } } }),
    );
    expect(await connector.fetchPostsPage(firstPage, call)).toEqual({
      posts: [],
      nextCursor: null,
    });
    expect(asked).toHaveLength(1);
  });
});

describe('threads by id', () => {
  test('are read one by one with two calls each; the gone, reposted and foreign are absent', async () => {
    const foreign = { id: '5', timestamp: '2026-08-01T00:00:00+0000', owner: { id: '6' } };
    const { connector, told } = whenAt('5', json(foreign));
    const ids = [first, first, repostId, '404', '5', 'no-id', second];
    const posts = await connector.fetchPosts({ ref, ids }, call);
    expect(posts.map(({ post }) => post.externalId)).toEqual([first, second]);
    expect(told()).toEqual([
      `threads media ${first}`,
      `threads insights ${first}/insights`,
      `threads media ${repostId}`,
      'threads media 404',
      'threads media 5',
      `threads media ${second}`,
      `threads insights ${second}/insights`,
    ]);
  });

  test('are absent when they vanish between the calls', async () => {
    const { connector } = whenAt(`${first}/insights`, gone);
    expect(await connector.fetchPosts({ ref, ids: [first] }, call)).toEqual([]);
  });
});

describe('days of a profile', () => {
  const fetchDays = async (from: string, to: string, session = playing()) => {
    if (session.connector.fetchAccountDays === null) throw new Error('offers no days');
    return session.connector.fetchAccountDays({ ref, from, to }, call);
  };

  test('have views from a series and the rest from a total of each', async () => {
    const session = playing();
    const { days } = await fetchDays('2026-08-19', '2026-08-22', session);
    expect(days.map(({ day, views, provisional }) => [day, views, provisional])).toEqual([
      ['2026-08-19', 685, false],
      ['2026-08-20', 686, true],
      ['2026-08-21', 687, true],
    ]);
    expect(days[0]).toEqual({
      day: '2026-08-19',
      views: 685,
      reach: null,
      profileViews: null,
      likes: 1,
      comments: 1,
      shares: 2,
      followers: null,
      newFollowers: null,
      lostFollowers: null,
      provisional: false,
    });
    const windows = session.asked.slice(0, 4).map(({ url }) => {
      const { metric, since, until } = Object.fromEntries(url.searchParams);
      return [metric, (Number(until) - Number(since)) / 86_400];
    });
    expect(windows).toEqual([
      ['views', 3],
      ...Array.from({ length: 3 }, () => ['likes,replies,reposts,quotes', 1]),
    ]);
  });

  test('have totals as far as a month back', async () => {
    const { days } = await fetchDays('2026-06-01', '2026-08-22');
    expect(days).toHaveLength(82);
    expect(days.filter(({ likes }) => likes !== null)).toHaveLength(28);
    expect(days.at(-28)?.likes).toBe(1);
  });

  test('begin where Threads does', async () => {
    const session = playing();
    const { days } = await fetchDays('2024-01-01', '2024-04-14', session);
    expect(days.map(({ day }) => day)).toEqual(['2024-04-13', '2024-04-14']);
    expect(session.asked[0]?.url.searchParams.get('since')).toBe('1712991600');
    for (const [from, to] of [
      ['2024-01-01', '2024-04-12'],
      ['2026-08-22', '2026-08-22'],
    ] as const) {
      const idle = playing();
      expect(await fetchDays(from, to, idle)).toEqual({ days: [], activity: null });
      expect(idle.asked).toEqual([]);
    }
  });

  test('come with who the followers are', async () => {
    const { groups, activity } = await fetchDays('2026-08-20', '2026-08-21');
    expect(activity).toBeNull();
    expect(groups).toEqual([
      { dimension: 'age', name: '25-34', count: 60, share: 0.6 },
      { dimension: 'age', name: '18-24', count: 40, share: 0.4 },
      { dimension: 'gender', name: 'F', count: 75, share: 0.75 },
      { dimension: 'gender', name: 'M', count: 25, share: 0.25 },
      { dimension: 'country', name: 'DE', count: 100, share: 1 },
      { dimension: 'city', name: 'London, England', count: 50, share: 1 },
    ]);
  });

  test('come without groups where followers are too few', async () => {
    const demographics = (answer: PlatformAnswer) =>
      playing(({ url }) => (url.searchParams.has('breakdown') ? answer : null));
    const refused = demographics(graphError({ code: 100 }));
    expect((await fetchDays('2026-08-21', '2026-08-21', refused)).groups).toEqual([]);
    expect(refused.asked).toHaveLength(3);
    const empty = demographics(json({ data: [] }));
    expect((await fetchDays('2026-08-21', '2026-08-21', empty)).groups).toEqual([]);
    const denied = demographics(graphError({ code: 10 }));
    await expect(fetchDays('2026-08-21', '2026-08-21', denied)).rejects.toThrow(
      ReauthorizationRequired,
    );
  });

  test('that are silent are missing', async () => {
    const silent = playing(({ operation }) =>
      operation === 'threads_insights' ? json({ data: [] }) : null,
    );
    expect((await fetchDays('2026-08-19', '2026-08-21', silent)).days).toEqual([]);
  });

  test('have links that were followed, in a shape of their own', async () => {
    const days = { ref, from: '2026-08-20', to: '2026-08-21' };
    expect(await playing().connector.fetchLinkClicks(days, call)).toEqual([
      { url: 'https://acme.example/', clicks: 3 },
    ]);
    const { connector } = whenAt('me/threads_insights', json({ data: [] }));
    expect(await connector.fetchLinkClicks(days, call)).toEqual([]);
  });
});

test('what may still be published is told by the platform', async () => {
  const config = { quota_total: 250, quota_duration: 86_400 };
  const row = { quota_usage: 4, config, reply_quota_usage: 1, reply_config: null };
  const path = 'me/threads_publishing_limit';
  const { connector, told } = whenAt(path, json({ data: [row] }));
  expect(await connector.fetchPublishingLimit({ ref }, call)).toEqual({
    posts: { used: 4, total: 250, perSeconds: 86_400 },
    replies: null,
  });
  expect(told()).toEqual([`threads threads_publishing_limit ${path}`]);
  const silent = whenAt(path, json({ data: [] })).connector.fetchPublishingLimit({ ref }, call);
  await expect(silent).rejects.toThrow(UpstreamContractBroken);
});

describe('discovery on Threads', () => {
  const found = {
    data: [
      {
        id: '12345678901',
        text: 'second thread',
        media_type: 'TEXT',
        permalink: 'https://www.threads.com/@creator_2/post/hijklmn',
        timestamp: '2026-05-01T11:00:00+0000',
        username: 'creator_2',
        is_quote_post: true,
        is_reply: false,
      },
    ],
    paging: { cursors: { before: 'B1', after: 'A1' } },
  };

  test('searches keywords in a budget of its own', async () => {
    const { connector, asked, told } = whenAt('keyword_search', json(found));
    const search = { keyword: 'threads & more', cursor: null };
    expect(await connector.keywordSearch(search, call)).toEqual({
      threads: [
        {
          post: expect.objectContaining({ externalId: '12345678901', type: 'text' }),
          username: 'creator_2',
          isQuote: true,
          isReply: false,
        },
      ],
      nextCursor: 'A1',
    });
    const since = new Date('2026-05-01T00:00:00Z');
    const until = new Date('2026-05-02T00:00:00Z');
    const further = { mode: 'TAG', order: 'RECENT', since, until, cursor: 'A0' } as const;
    await connector.keywordSearch({ ...search, ...further }, call);
    expect(told()).toEqual(Array(2).fill('threads-search keyword_search keyword_search'));
    expect(Object.fromEntries(asked[1]?.url.searchParams ?? [])).toMatchObject({
      q: 'threads & more',
      search_mode: 'TAG',
      search_type: 'RECENT',
      since: '1777593600',
      until: '1777680000',
      after: 'A0',
    });
  });

  test('finds nothing as easily as something', async () => {
    const { connector } = whenAt('keyword_search', json({ data: [] }));
    const search = { keyword: 'sensitive', cursor: null };
    expect(await connector.keywordSearch(search, call)).toEqual({ threads: [], nextCursor: null });
  });

  test('looks up profiles and their posts', async () => {
    const profile = {
      username: 'meta',
      name: 'Meta',
      is_verified: true,
      follower_count: 5_000_000,
      likes_count: 1_000,
      views_count: 900_000,
    };
    const lookup = whenAt('profile_lookup', json(profile));
    expect(await lookup.connector.profileLookup('@meta', call)).toEqual({
      username: 'meta',
      name: 'Meta',
      isVerified: true,
      followers: 5_000_000,
      week: { views: 900_000, likes: 1_000, replies: null, reposts: null, quotes: null },
    });
    const posts = whenAt('profile_posts', json(found));
    const page = await posts.connector.profilePosts({ username: 'meta', cursor: null }, call);
    expect(page).toMatchObject({ threads: { length: 1 }, nextCursor: 'A1' });
    expect([...lookup.told(), ...posts.told()]).toEqual([
      'threads-profiles profile_lookup profile_lookup',
      'threads-profiles profile_posts profile_posts',
    ]);
  });

  test('asks nothing that cannot be answered', async () => {
    const { connector, asked } = playing();
    await expect(connector.keywordSearch({ keyword: ' ', cursor: null }, call)).rejects.toThrow(
      InvalidInput,
    );
    await expect(connector.profileLookup('a/b', call)).rejects.toThrow(InvalidInput);
    await expect(connector.profilePosts({ username: '', cursor: null }, call)).rejects.toThrow(
      InvalidInput,
    );
    expect(asked).toEqual([]);
  });
});
