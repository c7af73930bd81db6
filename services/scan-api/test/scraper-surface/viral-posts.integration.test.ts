import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Person,
  publishedAt,
  rankedPost,
  type SurfaceRoom,
  surfaceRoom,
  work,
} from './surface-room.ts';

let room: SurfaceRoom;
beforeAll(async () => {
  room = await surfaceRoom();
});
afterAll(() => room.close());

describe('viral posts', () => {
  let bea: Person;
  const told = (id: string, place: number, known: object) => ({
    content: `About ${id}`,
    account_id: 'some.body',
    post_url: `https://threads.example/${id}`,
    timestamp: publishedAt(place),
    likes: 40,
    comments: 8,
    shares: 2,
    engagement_rate: 0.05,
    performance_percentile: 50,
    ...known,
  });
  const top = told('top', 0, { performance_percentile: 99.5, engagement_rate: 1 });
  const edge = told('edge', 1, { performance_percentile: 99 });
  const bare = told('bare', 2, {
    likes: 0,
    comments: 0,
    shares: 0,
    engagement_rate: 0,
    performance_percentile: 12.5,
  });
  const tube = {
    ...told('tube', 0, { performance_percentile: 70 }),
    account_id: 'youtube:UC1',
  };

  beforeAll(async () => {
    bea = await room.person();
    const hands = await work(room, bea);
    const nothing = {
      views: null,
      likes: null,
      comments: null,
      shares: null,
      saves: null,
      reach: null,
    };
    const threads = {
      taskId: await room.task(bea, '@Some.Body'),
      posts: [
        rankedPost('top', {
          percentile: 99.5,
          engagementRate: { rate: 3.5, denominator: 'followers' },
        }),
        rankedPost('edge', { percentile: 99, comparison: 'age_adjusted', compared: 12 }),
        rankedPost('bare', {
          percentile: 12.5,
          metrics: { ...nothing, views: 7 },
          engagementRate: { rate: null, denominator: null },
        }),
      ],
    };
    const youtube = {
      taskId: await room.task(bea, 'youtube:UC1'),
      profile: {
        platform: 'youtube',
        externalId: 'UC1',
        handle: '@tube',
        source: 'youtube-data-api',
      },
      posts: [rankedPost('tube', { percentile: 70 })],
    } as const;
    for (const to of [threads, youtube]) {
      await hands.collect(to);
      await hands.rank(to);
    }
  });

  const pages: [query: string, posts: object[], total: number, page: number, size: number][] = [
    ['', [top, edge, tube, bare], 4, 1, 20],
    ['?limit=1', [top], 4, 1, 1],
    ['?limit=1&page=2', [edge], 4, 2, 1],
    ['?limit=3&page=2', [bare], 4, 2, 3],
    ['?limit=100&page=9007199254740991', [], 4, 9_007_199_254_740_991, 100],
    ['?top_1_percent_only=true', [top], 1, 1, 20],
    ['?top_1_percent_only=yes&limit=5', [top], 1, 1, 5],
    ['?top_1_percent_only=false', [top, edge, tube, bare], 4, 1, 20],
    ['?min_engagement_rate=0.05', [top, edge, tube], 3, 1, 20],
    ['?min_engagement_rate=1', [top], 1, 1, 20],
    ['?account_id=', [top, edge, tube, bare], 4, 1, 20],
    ['?account_id=some.body', [top, edge, bare], 3, 1, 20],
    [
      '?account_id=1789',
      [top, edge, bare].map((post) => ({ ...post, account_id: '1789' })),
      3,
      1,
      20,
    ],
    [
      '?account_id=threads%3A%40SOME.body&limit=1',
      [{ ...top, account_id: 'threads:@SOME.body' }],
      3,
      1,
      1,
    ],
    ['?account_id=youtube:UC1', [tube], 1, 1, 20],
    ['?account_id=nobody', [], 0, 1, 20],
    ['?account_id=other&account_id=youtube:UC1', [tube], 1, 1, 20],
  ];
  it.each(pages)('/viral-posts%s', async (query, posts, total_count, page, page_size) => {
    const answer = await room.call('GET', `/viral-posts${query}`, { headers: bea.headers });
    expect([answer.status, answer.body]).toEqual([200, { posts, total_count, page, page_size }]);
  });

  it('/viral-posts/{account_id} are the best of an account, as the caller names it', async () => {
    for (const [path, account_id, expected] of [
      ['some.body', 'some.body', [top, edge, bare]],
      ['youtube:UC1', 'youtube:UC1', [tube]],
      ['%40nobody', '@nobody', []],
    ] as const) {
      const answer = await room.call('GET', `/viral-posts/${path}`, { headers: bea.headers });
      const posts = expected.map((post) => ({ ...post, account_id }));
      expect([answer.status, answer.body]).toEqual([200, { account_id, posts }]);
    }
  });

  it('of others are not seen', async () => {
    const { headers } = await room.person(bea.tenantId);
    const answer = await room.call('GET', '/viral-posts', { headers });
    expect(JSON.stringify(answer.body)).not.toContain('About top');
    const named = await room.call('GET', '/viral-posts/some.body', { headers });
    expect(named.body).toEqual({ account_id: 'some.body', posts: [] });
  });

  it('stand with all that is known of them in our own API', async () => {
    const path = '/accounts/threads%3ASome.Body/ranked-posts';
    const answer = await room.call('GET', `${path}?limit=2&page=1`, { headers: bea.headers });
    const known = {
      handle: 'some.body',
      views: 1_000,
      likes: 40,
      comments: 8,
      shares: 2,
      saves: null,
      reach: null,
      ranked_at: '2026-06-01T12:00:00.000Z',
    };
    const best = {
      ...known,
      post_id: 'top',
      caption: 'About top',
      url: 'https://threads.example/top',
      published_at: publishedAt(0),
      engagement_rate: 3.5,
      engagement_rate_denominator: 'followers',
      engagement_rate_cut: true,
      performance_percentile: 99.5,
      top_1_percent: true,
      comparison: 'equal_age',
      compared: 200,
    };
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        account_id: 'threads:1789',
        posts: [
          best,
          {
            ...best,
            post_id: 'edge',
            caption: 'About edge',
            url: 'https://threads.example/edge',
            published_at: publishedAt(1),
            engagement_rate: 0.05,
            engagement_rate_denominator: 'views',
            engagement_rate_cut: false,
            performance_percentile: 99,
            top_1_percent: false,
            comparison: 'age_adjusted',
            compared: 12,
          },
        ],
        total_count: 3,
        page: 1,
        page_size: 2,
      },
    ]);
    const last = await room.call('GET', `${path}?limit=2&page=2`, { headers: bea.headers });
    expect(last.body).toMatchObject({
      posts: [
        { post_id: 'bare', likes: null, engagement_rate: null, engagement_rate_denominator: null },
      ],
    });
    const unnamed = await room.call('GET', '/accounts/somebody/ranked-posts', {
      headers: bea.headers,
    });
    expect([unnamed.status, unnamed.headers['content-type']]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    const wrong = await room.call('GET', `${path}?limit=0`, { headers: bea.headers });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: 'limit' }] } });
  });
});
