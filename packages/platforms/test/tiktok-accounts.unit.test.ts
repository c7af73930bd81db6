import {
  type CollectedPost,
  type ConnectorCall,
  type PlatformAnswer,
  type PlatformRequest,
  UpstreamContractBroken,
  UpstreamRefused,
} from '@viral-scan/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExactJson } from '../src/answer/exact-json.ts';
import { tiktokAccountsConnector } from '../src/index.ts';
import { accessToken, accountsCode, accountsData, json, now, openId, ref } from './tiktok-world.ts';

const since = new Date('2026-08-01T00:00:00Z');
const cursor = JSON.stringify([openId, null]);
const call: ConnectorCall = {
  signal: new AbortController().signal,
  onBehalfOf: 'somebody',
  accessToken,
};

function connectorAnswering(...replies: PlatformAnswer[]) {
  const asked: PlatformRequest[] = [];
  const connector = tiktokAccountsConnector({
    baseUrl: 'https://api.example/open_api/v1.3/',
    now: () => now,
    http: async (request) => {
      asked.push(request);
      return replies.shift() ?? json('', 500);
    },
  });
  const parameter = (name: string, index = 0) => asked[index]?.url.searchParams.get(name);
  return { connector, asked, parameter };
}

const seconds = (time: string) => Date.parse(time) / 1_000;
const video = (more: object = {}) => ({
  item_id: '7310000000000000001',
  media_type: 'VIDEO',
  create_time: seconds('2026-08-20T00:00:00Z'),
  ...more,
});
const videos = (list: unknown, more: object = {}) =>
  accountsData({ videos: list, has_more: false, ...more });
const listPage = (answer: PlatformAnswer, from = cursor) =>
  connectorAnswering(answer).connector.fetchPostsPage({ cursor: from, since }, call);
async function readOne(more: object): Promise<CollectedPost | undefined> {
  return (await listPage(videos([video(more)]))).posts[0];
}

describe('the listing', () => {
  test('asks for the fields it uses, 20 at once, from the cursor on', async () => {
    const { connector, asked, parameter } = connectorAnswering(videos([]), videos([]));
    await connector.fetchPostsPage({ cursor, since }, call);
    await connector.fetchPostsPage({ cursor: `["${openId}",1763400000000]`, since }, call);
    expect(asked[0]).toMatchObject({
      api: 'tiktok-accounts',
      operation: 'business/video/list',
      units: 1,
      headers: { 'Access-Token': accessToken },
    });
    expect(asked[0]?.url.origin + (asked[0]?.url.pathname ?? '')).toBe(
      'https://api.example/open_api/v1.3/business/video/list/',
    );
    expect(parameter('business_id')).toBe(openId);
    expect(parameter('max_count')).toBe('20');
    expect(JSON.parse(parameter('fields') ?? '')).toContain('video_view_retention');
    expect([parameter('cursor'), parameter('cursor', 1)]).toEqual([null, '1763400000000']);
  });

  test('goes on past short and empty pages while there is more', async () => {
    const next = Date.parse('2026-08-19T00:00:00Z');
    const nextCursor = `["${openId}",${next}]`;
    const more = { has_more: true, cursor: next };
    expect(await listPage(videos([], more))).toEqual({ posts: [], nextCursor });
    expect(await listPage(videos(undefined, more))).toEqual({ posts: [], nextCursor });
    expect((await listPage(videos([video()], more))).nextCursor).toBe(nextCursor);
    expect((await listPage(videos([video()], { ...more, cursor: String(next) }))).nextCursor).toBe(
      nextCursor,
    );
  });

  test('goes on past a pinned old post and ends when the cursor is old too', async () => {
    const old = video({ create_time: seconds('2025-01-01T00:00:00Z') });
    const next = Date.parse('2026-08-15T00:00:00Z');
    const pinned = await listPage(videos([old], { has_more: true, cursor: next }));
    expect(pinned).toEqual({ posts: [], nextCursor: `["${openId}",${next}]` });
    const end = await listPage(videos([old], { has_more: true, cursor: since.getTime() }));
    expect(end).toEqual({ posts: [], nextCursor: null });
  });

  test.each([
    ['does not move on', { cursor: 1_763_400_000_000 }],
    ['does not move on', { cursor: 1_763_400_000_001 }],
    ['is missing while there is more', {}],
    ['is missing while there is more', { cursor: 0 }],
    ['is not a number', { cursor: 'soon' }],
  ])('a cursor that %s breaks the contract instead of looping', async (said, more) => {
    const from = `["${openId}",1763400000000]`;
    const failed = listPage(videos([video()], { has_more: true, ...more }), from);
    await expect(failed).rejects.toBeInstanceOf(UpstreamContractBroken);
    await expect(failed).rejects.toThrow(`business/video/list.data.cursor ${said}`);
  });

  test('a post that comes twice on a page is given once', async () => {
    const { posts } = await listPage(videos([video(), video(), video({ item_id: '7' })]));
    expect(posts.map(({ post }) => post.externalId)).toEqual(['7310000000000000001', '7']);
  });
});

describe('a post', () => {
  test('has its counters, zero as zero and missing as null', async () => {
    const one = await readOne({ video_views: 0, likes: '12', favorites: 3 });
    expect(one?.metrics).toEqual({
      views: 0,
      likes: 12,
      comments: null,
      shares: null,
      saves: 3,
      reach: null,
    });
    expect([one?.watch, one?.retention]).toEqual([null, null]);
  });

  test('is kept when it is used in an ad', async () => {
    expect(await readOne({ is_ad: true })).toBeDefined();
  });

  test.each([
    ['VIDEO', 20.001, 'video', 20.001],
    ['PHOTO', 0, 'image', null],
    ['TEXT', undefined, 'unknown', null],
    [undefined, 3, 'unknown', 3],
  ])('of media type %s is of our type', async (media_type, video_duration, type, duration) => {
    const { post } = (await readOne({ media_type, video_duration })) ?? {};
    expect([post?.type, post?.durationSeconds]).toEqual([type, duration]);
  });

  test('has the same time from a text and from a number', async () => {
    const create_time = seconds('2026-08-20T00:00:00Z');
    for (const given of [create_time, String(create_time)]) {
      const one = await readOne({ create_time: given });
      expect(one?.post.publishedAt).toEqual(new Date('2026-08-20T00:00:00Z'));
    }
  });

  test.each([
    ['https://www.tiktok.com/@a/video/7?utm=x#y', 'https://www.tiktok.com/@a/video/7'],
    ['javascript:alert(1)', null],
    ['not a url', null],
    [`https://x.example/${'a'.repeat(2_000)}`, null],
  ])('has its page from the share URL %s', async (share_url, page) => {
    expect((await readOne({ share_url }))?.post.url).toBe(page);
  });

  test('has hostile text cut and cleaned', async () => {
    const caption = (await readOne({ caption: `\0\ud800${'😀'.repeat(6_000)}` }))?.post.caption;
    expect(caption?.startsWith('\ufffd😀')).toBe(true);
    expect(caption?.length).toBeLessThanOrEqual(10_000);
  });

  test.each([
    ['item_id', { item_id: undefined }],
    ['item_id', { item_id: { x: 1 } }],
    ['item_id', { item_id: 'a\u0000b' }],
    ['create_time', { create_time: undefined }],
    ['create_time', { create_time: 1_763_500_000_000 }],
    ['create_time', { create_time: 'yesterday' }],
    ['create_time', { create_time: 0 }],
    ['video_views', { video_views: -1 }],
    ['video_views', { video_views: 1.5 }],
    ['video_views', { video_views: '9007199254740993' }],
    ['caption', { caption: 7 }],
    ['video_duration', { video_duration: -3 }],
    ['average_time_watched', { average_time_watched: 'long' }],
  ])('with a wrong %s breaks the contract, by name', async (field, more) => {
    const failed = readOne(more);
    await expect(failed).rejects.toBeInstanceOf(UpstreamContractBroken);
    await expect(failed).rejects.toThrow(`business/video/list.data.videos[0].${field} `);
  });

  test.each([
    ['data.videos', videos('none')],
    ['data.videos[0]', videos(['a post'])],
    ['data', accountsData('x')],
    ['data.has_more', accountsData({})],
    ['data.has_more', json({ code: 0 })],
    ['data.has_more', videos([], { has_more: 'yes' })],
    ['code', json({ data: { videos: [], has_more: false } })],
    ['code', json({ code: 'OK' })],
  ])('an answer with a wrong %s breaks the contract, by name', async (field, answer) => {
    const failed = listPage(answer);
    await expect(failed).rejects.toBeInstanceOf(UpstreamContractBroken);
    await expect(failed).rejects.toThrow(`business/video/list.${field} `);
  });
});

describe('ids above 2^53', () => {
  test('stay exact, whether bare or as texts', async () => {
    const id = fc
      .oneof(
        fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }),
        fc.bigInt({ min: 2n ** 53n - 9n, max: 10n ** 16n }),
      )
      .map(String);
    await fc.assert(
      fc.asyncProperty(id, fc.boolean(), async (exact, isBare) => {
        const body = JSON.stringify({
          code: 0,
          data: { videos: [video({ item_id: '@', video_views: 7 })], has_more: false },
        });
        const answer = json(body.replace('"@"', isBare ? exact : `"${exact}"`));
        const { posts } = await listPage(answer);
        expect(posts[0]?.post.externalId).toBe(exact);
        expect(posts[0]?.metrics.views).toBe(7);
      }),
    );
  });

  test('come as texts; all other numbers stay numbers', () => {
    const text = '{"id":7385350567722402578,"n":7,"x":[-9223372036854775808,1e300,0.1]}';
    expect(parseExactJson('answer', text).value).toEqual({
      id: '7385350567722402578',
      n: 7,
      x: ['-9223372036854775808', 1e300, 0.1],
    });
  });

  test('stay exact in a caption that looks like JSON', async () => {
    const caption = '{"id":7385350567722402578, "n": [7385350567722402579]}';
    expect((await readOne({ caption }))?.post.caption).toBe(caption);
  });
});

describe('retention', () => {
  const curveOf = async (points: unknown) =>
    (await readOne({ video_view_retention: points }))?.retention;
  const point = (second: unknown, percentage: unknown) => ({ second, percentage });

  test('is sorted by second, each second once', async () => {
    const points = [point('10', 0.5), point('0', 1), point(2, '0.9'), point('2', 0.1)];
    expect(await curveOf(points)).toEqual({ seconds: [0, 2, 10], shares: [1, 0.9, 0.5] });
  });

  test('of a long video has at most 1,000 points', async () => {
    const points = Array.from({ length: 3_600 }, (_, second) => point(String(second), 0.5));
    const curve = await curveOf(points);
    expect(curve?.seconds.slice(0, 3)).toEqual([0, 4, 8]);
    expect(curve?.seconds).toHaveLength(900);
  });

  test.each([
    ['an empty list', []],
    ['no list', 'x'],
    ['percentages above what is possible', [point('0', 100), point('1', 86)]],
    ['a negative share', [point('0', -0.1)]],
    ['a second that is none', [point('first', 1)]],
    ['a negative second', [point(-1, 1)]],
    ['a point without a share', [point('0', undefined)]],
    ['a point that is nothing', [null]],
  ])('of %s is none, and the post stays', async (_, points) => {
    expect(await curveOf(points)).toBeNull();
  });

  test('watch time says what it knows, and no share above 1', async () => {
    const one = await readOne({ average_time_watched: '3.862', full_video_watched_rate: 1.2 });
    expect(one?.watch).toEqual({
      totalSeconds: null,
      averageSeconds: 3.862,
      fullyWatchedShare: null,
    });
  });
});

describe('posts by id', () => {
  const ids = ['7310000000000000001', '7310000000000000002'];
  const read = (...answers: PlatformAnswer[]) => {
    const { connector, asked, parameter } = connectorAnswering(...answers);
    return { posts: connector.fetchPosts({ ref, ids }, call), asked, parameter };
  };

  test('are asked for as text, without ids that TikTok cannot have', async () => {
    const { connector, parameter } = connectorAnswering(videos([]));
    await connector.fetchPosts(
      { ref, ids: [...ids, 'DSC_01.mp4', '1'.repeat(20), ids[0] ?? ''] },
      call,
    );
    expect(parameter('filters')).toBe(JSON.stringify({ video_ids: ids }));
  });

  test('are gathered over several pages; others are left out', async () => {
    const { posts, asked, parameter } = read(
      videos([video({ item_id: '99' })], { has_more: true, cursor: 2_000 }),
      videos([video()], { has_more: true, cursor: 1_000 }),
      videos([], { has_more: false }),
    );
    expect((await posts).map(({ post }) => post.externalId)).toEqual([ids[0]]);
    expect(asked).toHaveLength(3);
    expect(parameter('cursor', 2)).toBe('1000');
  });

  test('end when all are there, whatever else there is', async () => {
    const both = ids.map((item_id) => video({ item_id }));
    const { posts, asked } = read(videos(both, { has_more: undefined }));
    expect(await posts).toHaveLength(2);
    expect(asked).toHaveLength(1);
  });

  test('do not make the connector page on for ever', async () => {
    const endless = Array.from({ length: 50 }, (_, page) =>
      videos([], { has_more: true, cursor: 1_000 - page }),
    );
    const { posts, asked } = read(...endless);
    await expect(posts).rejects.toBeInstanceOf(UpstreamContractBroken);
    expect(asked).toHaveLength(10);
  });
});

describe('days', () => {
  const readDays = async (metrics: unknown, from = '2026-08-01', to = '2026-08-22') => {
    const { connector, parameter, asked } = connectorAnswering(accountsData({ metrics }));
    const read = await connector.fetchAccountDays?.({ ref, from, to }, call);
    return { ...read, asked, range: [parameter('start_date'), parameter('end_date')] };
  };

  test('are asked for at most 60 days back and until yesterday, in UTC', async () => {
    const { range } = await readDays([], '2026-01-01', '2026-12-31');
    expect(range).toEqual(['2026-06-23', '2026-08-21']);
  });

  test.each([
    ['2026-01-01', '2026-06-22'],
    ['2026-08-22', '2026-08-25'],
  ])('from %s to %s are not asked for at all', async (from, to) => {
    expect(await readDays([], from, to)).toMatchObject({ days: [], activity: null, asked: [] });
  });

  test('of the last two days are provisional; likes may be negative', async () => {
    const dates = ['2026-08-21', '2026-08-19', '2026-08-20'];
    const { days } = await readDays(dates.map((date) => ({ date, likes: -2, video_views: 0 })));
    expect(days?.map(({ day, provisional }) => [day, provisional])).toEqual([
      ['2026-08-19', false],
      ['2026-08-20', true],
      ['2026-08-21', true],
    ]);
    expect(days?.[0]).toMatchObject({ likes: -2, views: 0, comments: null, followers: null });
  });

  test('have no activity below 100 followers', async () => {
    const { activity } = await readDays([
      { date: '2026-08-19', audience_activity: [] },
      { date: '2026-08-18' },
    ]);
    expect(activity).toBeNull();
  });

  test('have activity by UTC hour, in order', async () => {
    const { activity } = await readDays([
      {
        date: '2026-08-19',
        audience_activity: [
          { hour: '23', count: 5 },
          { hour: '0', count: 0 },
          { hour: 7, count: null },
        ],
      },
    ]);
    expect(activity).toEqual({
      zone: 'UTC',
      hours: [
        { day: '2026-08-19', hour: 0, count: 0 },
        { day: '2026-08-19', hour: 23, count: 5 },
      ],
    });
  });

  test.each([
    ['metrics', 7],
    ['metrics[0].date', [{}]],
    ['metrics[0].date', [{ date: '2026-02-30' }]],
    ['metrics[0].video_views', [{ date: '2026-08-19', video_views: -1 }]],
    ['metrics[0].likes', [{ date: '2026-08-19', likes: 1.5 }]],
    [
      'metrics[0].audience_activity[0].hour',
      [{ date: '2026-08-19', audience_activity: [{ hour: '24', count: 1 }] }],
    ],
  ])('with wrong %s break the contract, by name', async (field, metrics) => {
    await expect(readDays(metrics)).rejects.toThrow(`business/get.data.${field} `);
  });
});

describe('followers', () => {
  const readGroups = async (data: object) => {
    const { connector, parameter, asked } = connectorAnswering(accountsData(data));
    const range = { from: '2026-08-01', to: '2026-08-22' };
    const read = await connector.fetchAccountDays?.({ ref, ...range }, call);
    return { groups: read?.groups, asked, fields: parameter('fields') };
  };

  test('are asked for with the days, in one call, and told by all four dimensions', async () => {
    const { groups, asked, fields } = await readGroups({
      metrics: [],
      audience_ages: [{ age: '55+', percentage: 0.125 }],
      audience_genders: [
        { gender: 'Female', percentage: 0.55 },
        { gender: 'Other', percentage: 0 },
      ],
      audience_countries: [{ country: 'Others', percentage: '0.2' }],
      audience_cities: [{ city_name: 'São Paulo', percentage: 1 }],
    });
    expect(asked).toHaveLength(1);
    expect(JSON.parse(fields ?? '')).toEqual(
      expect.arrayContaining(['video_views', 'audience_ages', 'audience_cities']),
    );
    expect(groups).toEqual([
      { dimension: 'age', name: '55+', count: null, share: 0.125 },
      { dimension: 'gender', name: 'Female', count: null, share: 0.55 },
      { dimension: 'gender', name: 'Other', count: null, share: 0 },
      { dimension: 'country', name: 'Others', count: null, share: 0.2 },
      { dimension: 'city', name: 'São Paulo', count: null, share: 1 },
    ]);
  });

  test('are none below 100 followers, and not known where no share or name stands', async () => {
    expect((await readGroups({ metrics: [] })).groups).toEqual([]);
    const { groups } = await readGroups({
      audience_ages: [],
      audience_genders: [{ gender: 'Male' }, { gender: '', percentage: 1 }],
      audience_countries: [{ country: 'DE', percentage: 31 }],
    });
    expect(groups).toEqual([]);
  });

  test.each([
    ['audience_ages', { audience_ages: 'none' }],
    ['audience_genders[0].percentage', { audience_genders: [{ gender: 'x', percentage: -1 }] }],
    ['audience_cities[0].city_name', { audience_cities: [{ city_name: 7, percentage: 1 }] }],
  ])('with wrong %s break the contract, by name', async (field, data) => {
    await expect(readGroups(data)).rejects.toThrow(`business/get.data.${field} `);
  });
});

describe('comments', () => {
  const comment = { comment_id: '1', video_id: '2', create_time: '1719535947', text: 'hi' };
  const read = (data: object, from = 0) => {
    const { connector, parameter } = connectorAnswering(accountsData(data));
    return {
      page: connector.fetchComments({ ref, postId: '2', cursor: from }, call),
      parameter,
    };
  };

  test('are read without saying who wrote them', async () => {
    const { page, parameter } = read({
      comments: [{ ...comment, username: 'viewer', parent_comment_id: '9', owner: true }],
      has_more: true,
      cursor: 30,
    });
    expect(await page).toEqual({
      comments: [
        {
          externalId: '1',
          postExternalId: '2',
          parentId: '9',
          publishedAt: new Date(1_719_535_947_000),
          text: 'hi',
          likes: null,
          replies: null,
          isByOwner: true,
        },
      ],
      nextCursor: 30,
    });
    expect([parameter('video_id'), parameter('status')]).toEqual(['2', 'PUBLIC']);
  });

  test.each([
    ['does not move on', { cursor: 30 }],
    ['is missing', {}],
  ])('with a cursor that %s break the contract', async (said, more) => {
    const { page } = read({ comments: [comment], has_more: true, ...more }, 30);
    await expect(page).rejects.toThrow(`business/comment/list.data.cursor ${said}`);
  });
});

describe('errors', () => {
  const failing = (answer: PlatformAnswer) =>
    connectorAnswering(answer).connector.fetchAccount(ref, call);

  test('name the request for TikTok to look up, and pass on no message', async () => {
    const answer = { ...accountsCode(40_118), headers: { 'x-tt-logid': '2026OTHER' } };
    await expect(failing(answer)).rejects.toThrow(
      /^TikTok answered 40118 to business\/get \(request 20261120\): the app is not on the allow-list/,
    );
    const logged = { ...json({ code: 50_000, message: 'x' }), headers: { 'x-tt-logid': '2026L1' } };
    await expect(failing(logged)).rejects.toThrow('(request 2026L1)');
    // A platform that quotes a token where its request's id should stand.
    const odd = json({ code: 50_000, message: 'x', request_id: 'act.Example12345Example' });
    await expect(failing(odd)).rejects.toThrow(/to business\/get: a fault of its own$/);
  });

  test('wait as long as TikTok asks for, else half a minute', async () => {
    const asking = { ...accountsCode(40_100), headers: { 'retry-after': '7' } };
    await expect(failing(asking)).rejects.toMatchObject({ retryAfterMs: 7_000, scope: 'app' });
    await expect(failing(accountsCode(61_000))).rejects.toMatchObject({ retryAfterMs: 30_000 });
  });

  test('are decided by the code, also when the HTTP status is another', async () => {
    await expect(failing(accountsCode(40_118, 403))).rejects.toBeInstanceOf(UpstreamRefused);
    await expect(failing(accountsCode(50_000, 400))).rejects.toThrow('50000');
    await expect(failing(json('<html>', 403))).rejects.toBeInstanceOf(UpstreamRefused);
    await expect(failing(json('<html>'))).rejects.toThrow('business/get was answered with HTML');
  });

  test('speak of a token that fits no header without asking anybody', async () => {
    const { connector, asked } = connectorAnswering();
    const failed = connector.fetchAccount(ref, { ...call, accessToken: 'a\r\nx: y' });
    await expect(failed).rejects.toMatchObject({ code: 'access_token_rejected' });
    expect(asked).toEqual([]);
  });
});
