import {
  type KnownPost,
  noMetrics,
  type PlatformAnswer,
  type PlatformRequest,
  ReauthorizationRequired,
  UpstreamContractBroken,
} from '@viral-scan/contracts';
import { describe, expect, test } from 'vitest';
import { youtubeOwnConnector } from '../src/index.ts';
import {
  apiFailure,
  channelId,
  json,
  otherChannelId,
  playYoutube,
  resultTable,
} from './youtube-platform.ts';

/** 22 August, 10:00 in Los Angeles. */
const now = new Date('2026-08-22T17:00:00Z');
const ref = `youtube:${channelId}`;
const call = {
  signal: new AbortController().signal,
  onBehalfOf: 'somebody',
  accessToken: 'ya29.token',
};

function connectorAnswering(...answers: PlatformAnswer[]) {
  const asked: PlatformRequest[] = [];
  const connector = youtubeOwnConnector({
    dataBaseUrl: 'https://data.example/youtube/v3',
    analyticsBaseUrl: 'https://analytics.example/v2',
    now: () => now,
    http: async (request) => {
      asked.push(request);
      return answers.shift() ?? playYoutube(request);
    },
  });
  const parameters = (index: number) => Object.fromEntries(asked[index]?.url.searchParams ?? []);
  return { connector, asked, parameters };
}

const known = (externalId: string, durationSeconds: number | null = 100): KnownPost => ({
  externalId,
  publishedAt: new Date('2026-08-01T00:00:00Z'),
  durationSeconds,
});

describe('an own channel', () => {
  test('is asked for as the grantee’s', async () => {
    const { connector, asked, parameters } = connectorAnswering();
    const { profile, cursor } = await connector.fetchAccount(ref, call);
    expect(profile).toMatchObject({ externalId: channelId, followers: 1_230 });
    expect(cursor).toBe('["UUxxxxxxxxxxxxxxxxxxxxxx",null]');
    expect(parameters(0)).toMatchObject({ mine: 'true' });
    expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer ya29.token' });
  });

  test.each(['youtube:@channel', 'youtube:@CHANNEL'])('may be named %s', async (handle) => {
    const { connector } = connectorAnswering();
    const { profile } = await connector.fetchAccount(handle, call);
    expect(profile.externalId).toBe(channelId);
  });

  test.each([`youtube:${otherChannelId}`, 'youtube:@another'])(
    'that is not %s needs another grant, and errors name neither channel',
    async (other) => {
      const { connector } = connectorAnswering();
      const failed = connector.fetchAccount(other, call);
      await expect(failed).rejects.toBeInstanceOf(ReauthorizationRequired);
      await expect(failed).rejects.toThrow(/^the grant is of another channel than the account$/);
    },
  );

  test.each(['tok en', 'tok\r\nx: y', '', 'töken'])('is not asked for with %j', async (bad) => {
    const { connector, asked } = connectorAnswering();
    const failed = connector.fetchAccount(ref, { ...call, accessToken: bad });
    await expect(failed).rejects.toMatchObject({ code: 'access_token_rejected' });
    expect(asked).toEqual([]);
  });
});

const video = (id: string, more: object) => ({
  id,
  snippet: { title: id, publishedAt: '2026-08-20T00:00:00Z', channelId },
  ...more,
});

describe('own posts', () => {
  test('by id leave out other channels and what is private or unlisted', async () => {
    const { connector } = connectorAnswering(
      json({
        items: [
          video('public', { status: { privacyStatus: 'public' } }),
          video('private', { status: { privacyStatus: 'private' } }),
          video('unlisted', { status: { privacyStatus: 'unlisted' } }),
          video('silent', {}),
          { id: 'foreign', snippet: { channelId: otherChannelId } },
        ],
      }),
    );
    const posts = await connector.fetchPosts({ ref, ids: ['a'] }, call);
    expect(posts.map(({ post }) => post.externalId)).toEqual(['public', 'silent']);
    expect(posts[0]?.metrics).toEqual(noMetrics);
  });

  test('of a channel named by handle are of the grantee', async () => {
    const { connector, parameters } = connectorAnswering();
    const asking = { ref: 'youtube:@channel', ids: ['video-0', 'of-another-channel'] };
    const posts = await connector.fetchPosts(asking, call);
    expect(posts.map(({ post }) => post.externalId)).toEqual(['video-0']);
    expect(parameters(0)).toMatchObject({ mine: 'true' });
  });

  test('are not asked for by an id that is two', async () => {
    const { connector, asked } = connectorAnswering();
    const failed = connector.fetchPosts({ ref, ids: ['a,b'] }, call);
    await expect(failed).rejects.toMatchObject({ code: 'invalid_input', field: 'ids' });
    expect(asked).toEqual([]);
  });
});

const watchColumns = [
  'averageViewPercentage',
  'video',
  'shares',
  'estimatedMinutesWatched',
  'averageViewDuration',
];
const noRows = json(resultTable(['any'], undefined));

describe('insights', () => {
  test('ask for all posts at once, then for each one’s retention', async () => {
    const { connector, asked, parameters } = connectorAnswering();
    await connector.fetchInsights?.({ ref, posts: [known('a'), known('b')] }, call);
    expect(asked.map(({ api, operation }) => `${api} ${operation}`)).toEqual([
      'youtube-analytics reports.query',
      'youtube-analytics reports.query',
      'youtube-analytics reports.query',
    ]);
    expect(parameters(0)).toEqual({
      ids: `channel==${channelId}`,
      startDate: '2005-02-14',
      endDate: '2026-08-22',
      metrics: 'shares,estimatedMinutesWatched,averageViewDuration,averageViewPercentage',
      dimensions: 'video',
      filters: 'video==a,b',
      sort: '-estimatedMinutesWatched',
      maxResults: '200',
    });
    expect(parameters(2)).toEqual({
      ids: `channel==${channelId}`,
      startDate: '2005-02-14',
      endDate: '2026-08-22',
      metrics: 'audienceWatchRatio',
      dimensions: 'elapsedVideoTimeRatio',
      filters: 'video==b',
      sort: 'elapsedVideoTimeRatio',
    });
  });

  const insightsOf = async (post: KnownPost, ...answers: PlatformAnswer[]) => {
    const { connector, asked } = connectorAnswering(...answers);
    const insights = (await connector.fetchInsights?.({ ref, posts: [post] }, call)) ?? [];
    return { insights, asked };
  };

  test('are read by the names of columns, minutes as seconds', async () => {
    const table = json(resultTable(watchColumns, [[31.4, 'a', 3, 17, 31]]));
    const { insights } = await insightsOf(known('a'), table, noRows);
    expect(insights).toEqual([
      {
        externalId: 'a',
        retention: null,
        watch: { totalSeconds: 1_020, averageSeconds: 31.4, fullyWatchedShare: null },
        shares: 3,
      },
    ]);
  });

  test.each([
    ['the percentage where both agree', 100, 62.3, 62, 62.3],
    ['the seconds where they do not', 100, 80, 62, 62],
    ['the seconds without a percentage', 100, null, 62, 62],
    ['the seconds without a duration', null, 62.3, 62, 62],
    ['the percentage of a loop', 10, 129.9, 13, 12.99],
    ['neither where there are none', 100, 62.3, null, null],
  ])('take the average from %s', async (_, duration, pct, seconds, expected) => {
    const table = json(resultTable(watchColumns, [[pct, 'a', 3, 17, seconds]]));
    const { insights } = await insightsOf(known('a', duration), table, noRows);
    expect(insights[0]?.watch?.averageSeconds ?? null).toBe(expected);
  });

  test.each([
    ['empty', []],
    ['absent', undefined],
  ])('are null where rows are %s', async (_, rows) => {
    const table = json(resultTable(watchColumns, rows));
    const { insights } = await insightsOf(known('a'), table, table);
    expect(insights).toEqual([{ externalId: 'a', retention: null, watch: null, shares: null }]);
  });

  test('have no retention of a post without a duration, and ask for none', async () => {
    const { insights, asked } = await insightsOf(known('a', null));
    expect(insights[0]?.retention).toBeNull();
    expect(asked).toHaveLength(1);
  });

  const retentionOf = async (rows: unknown[][], durationSeconds = 100) => {
    const table = json(resultTable(['audienceWatchRatio', 'elapsedVideoTimeRatio'], rows));
    const { insights } = await insightsOf(known('a', durationSeconds), noRows, table);
    return insights[0]?.retention;
  };

  test('sort the curve and give it in seconds, without binary noise', async () => {
    const rows = [
      [0.5, 1],
      [1.25, 0.01],
      [0.619999999999999, 0.07],
    ];
    expect(await retentionOf(rows)).toEqual({
      seconds: [1, 7, 100],
      shares: [1.25, 0.619999999999999, 0.5],
    });
    expect((await retentionOf(rows, 0.5))?.seconds).toEqual([0.005, 0.035, 0.5]);
  });

  test('cut a share beyond what a curve holds, and noise below zero', async () => {
    const rows = [
      [7.5, 0.01],
      [-1e-12, 1],
    ];
    expect((await retentionOf(rows))?.shares).toEqual([5, 0]);
  });

  test('leave out a point without a share', async () => {
    const rows = [
      [null, 0.5],
      [0.5, 1],
    ];
    expect(await retentionOf(rows)).toEqual({ seconds: [100], shares: [0.5] });
  });

  test.each([
    ['a ratio above 1', [[0.5, 1.5]], 'rows[0].elapsedVideoTimeRatio'],
    ['no ratio', [[0.5, null]], 'rows[0].elapsedVideoTimeRatio'],
    ['a negative share', [[-0.5, 1]], 'rows[0].audienceWatchRatio'],
    ['a share that is text', [['half', 1]], 'rows[0].audienceWatchRatio'],
    ['a share beyond numbers', [['1e999', 1]], 'rows[0].audienceWatchRatio'],
    ['a cell too many', [[0.5, 1, 2]], 'rows[0]'],
    ['a row that is none', ['x' as unknown as unknown[]], 'rows[0]'],
    [
      'a ratio twice',
      [
        [0.5, 1],
        [0.4, 1],
      ],
      'rows[1].elapsedVideoTimeRatio',
    ],
    [
      'a million points',
      Array.from({ length: 1_001 }, (_, index) => [0.5, index / 1_001]),
      'rows[1000].elapsedVideoTimeRatio',
    ],
  ])('with %s break the contract by name', async (_, rows, named) => {
    const failed = retentionOf(rows);
    await expect(failed).rejects.toBeInstanceOf(UpstreamContractBroken);
    await expect(failed).rejects.toThrow(`YouTube Analytics reports.query.${named} `);
  });

  test.each([
    ['no columns', { kind: 'youtubeAnalytics#resultTable', rows: [['a']] }, 'columnHeaders'],
    ['a nameless column', { columnHeaders: [{}], rows: [] }, 'columnHeaders[0].name'],
    ['no video', resultTable(['shares'], [[1]]), 'rows[0].video'],
    ['half a share', resultTable(['video', 'shares'], [['a', 0.5]]), 'rows[0].shares'],
    ['negative shares', resultTable(['video', 'shares'], [['a', -1]]), 'rows[0].shares'],
    ['shares above 2^53', resultTable(['video', 'shares'], [['a', 2 ** 60]]), 'rows[0].shares'],
  ])('of a table with %s break the contract by name', async (_, table, named) => {
    const failed = insightsOf(known('a'), json(table));
    await expect(failed).rejects.toBeInstanceOf(UpstreamContractBroken);
    await expect(failed).rejects.toThrow(`YouTube Analytics reports.query.${named} `);
  });

  test('of another channel are refused by YouTube, not believed', async () => {
    const other = `youtube:${otherChannelId}`;
    const { connector, parameters } = connectorAnswering(apiFailure(403, 'forbidden'));
    const failed = connector.fetchInsights?.({ ref: other, posts: [known('a')] }, call);
    await expect(failed).rejects.toMatchObject({ code: 'upstream_refused' });
    expect(parameters(0).ids).toBe(`channel==${otherChannelId}`);
  });
});

describe('days', () => {
  const daysOf = async (from: string, to: string, ...answers: PlatformAnswer[]) => {
    const { connector, asked, parameters } = connectorAnswering(...answers);
    const read = await connector.fetchAccountDays?.({ ref, from, to }, call);
    return { ...read, asked, parameters };
  };
  const columns = [
    'subscribersLost',
    'day',
    'views',
    'likes',
    'comments',
    'shares',
    'subscribersGained',
  ];

  test('are Pacific days by the names of columns, and hours there are none', async () => {
    const table = json(resultTable(columns, [[2, '2026-08-10', 50, -1, 0, 3.0000000001, 9]]));
    const { days, activity, parameters } = await daysOf('2026-08-01', '2026-08-12', table);
    expect(days).toEqual([
      {
        day: '2026-08-10',
        views: 50,
        reach: null,
        profileViews: null,
        likes: -1,
        comments: 0,
        shares: 3,
        followers: null,
        newFollowers: 9,
        lostFollowers: 2,
        provisional: false,
      },
    ]);
    expect(activity).toBeNull();
    expect(parameters(0)).toEqual({
      ids: `channel==${channelId}`,
      startDate: '2026-08-01',
      endDate: '2026-08-12',
      metrics: 'views,likes,comments,shares,subscribersGained,subscribersLost',
      dimensions: 'day',
      sort: 'day',
    });
  });

  test('are missing, not zero, where YouTube has none', async () => {
    expect((await daysOf('2026-08-01', '2026-08-12', noRows)).days).toEqual([]);
  });

  test('are provisional until three whole days after', async () => {
    const table = json(
      resultTable(
        ['day', 'views'],
        ['2026-08-22', '2026-08-18', '2026-08-19'].map((day) => [day, 1]),
      ),
    );
    const { days } = await daysOf('2026-08-01', '2026-08-31', table);
    expect(days?.map(({ day, provisional }) => [day, provisional])).toEqual([
      ['2026-08-18', false],
      ['2026-08-19', true],
      ['2026-08-22', true],
    ]);
  });

  test('outside of what was asked for are left out', async () => {
    const rows = ['2026-07-31', '2026-08-02', '2026-08-13'].map((day) => [day, 1]);
    const table = json(resultTable(['day', 'views'], rows));
    const { days } = await daysOf('2026-08-01', '2026-08-12', table);
    expect(days?.map(({ day }) => day)).toEqual(['2026-08-02']);
  });

  test('are asked for within the life of YouTube, up to today', async () => {
    const { parameters } = await daysOf('1999-01-01', '2030-01-01', noRows);
    expect(parameters(0)).toMatchObject({ startDate: '2005-02-14', endDate: '2026-08-22' });
    for (const [from, to] of [
      ['2026-08-23', '2026-09-01'],
      ['1999-01-01', '2005-02-13'],
    ] as const) {
      const { days, asked } = await daysOf(from, to);
      expect(days).toEqual([]);
      expect(asked).toEqual([]);
    }
  });

  test.each([
    ['a day that is none', [['2026-02-30', 1]], 'rows[0].day'],
    [
      'a day twice',
      [
        ['2026-08-02', 1],
        ['2026-08-02', 2],
      ],
      'rows[1].day',
    ],
    ['views below zero', [['2026-08-02', -1]], 'rows[0].views'],
  ])('with %s break the contract by name', async (_, rows, named) => {
    const failed = daysOf('2026-08-01', '2026-08-12', json(resultTable(['day', 'views'], rows)));
    await expect(failed).rejects.toThrow(`YouTube Analytics reports.query.${named} `);
  });
});

test.each([
  ['rateLimitExceeded', 'app'],
  ['userRateLimitExceeded', 'user'],
])('%s is a limit of the %s', async (reason, scope) => {
  const { connector } = connectorAnswering(apiFailure(403, reason, { 'retry-after': '7' }));
  const failed = connector.fetchAccount(ref, call);
  await expect(failed).rejects.toMatchObject({
    code: 'rate_limited',
    scope,
    api: 'youtube-data',
    retryAfterMs: 7_000,
  });
});

test('a used-up quota of reports lasts until midnight in Los Angeles', async () => {
  const { connector } = connectorAnswering(apiFailure(403, 'quotaExceeded'));
  const failed = connector.fetchInsights?.({ ref, posts: [known('a')] }, call);
  await expect(failed).rejects.toMatchObject({
    api: 'youtube-analytics',
    resetsAt: new Date('2026-08-23T07:00:00Z'),
  });
});
