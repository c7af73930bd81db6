import { afterAll, describe, expect, test } from 'vitest';
import { metaOf } from './meta.ts';
import { sandboxOf, world } from './sandbox.ts';

const { app } = sandboxOf({ limits: [] });
afterAll(() => app.close());
const { get, token } = metaOf(app);
const { instagram, endsAt } = world;
const [own] = instagram.accounts;
if (own === undefined) throw new Error('the sample world has an account');
const access_token = await token('instagram-login');
const insights = (query: Record<string, string>) =>
  get('/instagram/v25.0/me/insights', { access_token, ...query });
const day = (name: string) => instagram.day(own.id, name, endsAt);
const seconds = (moment: string) => String(Date.parse(moment) / 1_000);
/** Pacific midnights in summer. */
const june = (from: number, to: number) => ({
  since: seconds(`2026-06-${from}T07:00:00Z`),
  until: seconds(`2026-06-${to}T07:00:00Z`),
});

describe('days', () => {
  test('come as values, each with the Pacific midnight that closes it', async () => {
    const { body } = await insights({
      metric: 'reach,follower_count',
      period: 'day',
      ...june(10, 12),
    });
    const [reach, followers] = body.data;
    expect(reach).toMatchObject({
      name: 'reach',
      period: 'day',
      values: [
        { value: day('2026-06-10')?.reach, end_time: '2026-06-11T07:00:00+0000' },
        { value: day('2026-06-11')?.reach, end_time: '2026-06-12T07:00:00+0000' },
      ],
      id: `${own.id}/insights/reach/day`,
    });
    expect(followers.values[0].value).toBe(day('2026-06-10')?.followed);
    const next = new URL(body.paging.next).searchParams;
    expect([next.get('since'), next.get('access_token')]).toEqual([
      june(12, 12).until,
      access_token,
    ]);
  });

  test('in winter they close at 8:00 UTC', async () => {
    const { body } = await insights({
      metric: 'reach',
      period: 'day',
      since: seconds('2026-02-10T08:00:00Z'),
      until: seconds('2026-02-11T08:00:00Z'),
    });
    expect(body.data[0].values).toEqual([
      { value: day('2026-02-10')?.reach, end_time: '2026-02-11T08:00:00+0000' },
    ]);
  });

  test('come as one total', async () => {
    const query = { period: 'day', metric_type: 'total_value', ...june(10, 12) };
    const { body } = await insights({ ...query, metric: 'views,reach,profile_links_taps' });
    const total = (name: 'views' | 'reach' | 'profileLinksTaps') =>
      (day('2026-06-10')?.[name] ?? 0) + (day('2026-06-11')?.[name] ?? 0);
    expect(body.data.map((row: { total_value: object }) => row.total_value)).toEqual([
      { value: total('views') },
      { value: total('reach') },
      { value: total('profileLinksTaps') },
    ]);
    expect(body.data[0]).not.toHaveProperty('values');
  });

  test('follows and unfollows are told apart by a breakdown', async () => {
    const { body } = await insights({
      metric: 'follows_and_unfollows',
      period: 'day',
      metric_type: 'total_value',
      breakdown: 'follow_type',
      ...june(10, 11),
    });
    const { followed, unfollowed } = day('2026-06-10') ?? {};
    expect(body.data[0].total_value.breakdowns).toEqual([
      {
        dimension_keys: ['follow_type'],
        results: [
          { dimension_values: ['FOLLOWER'], value: followed },
          { dimension_values: ['NON_FOLLOWER'], value: unfollowed },
        ],
      },
    ]);
  });

  test('without a window the last day that closed is told, if it is counted', async () => {
    const { body } = await insights({ metric: 'reach', period: 'day' });
    const last = day('2026-06-29') ?? day('2026-06-28');
    expect(body.data).toEqual(
      day('2026-06-28') === null
        ? []
        : [expect.objectContaining({ values: [expect.objectContaining({ value: last?.reach })] })],
    );
  });

  test.each([
    ['no period', { metric: 'reach' }, /period is required/],
    ['another period', { metric: 'reach', period: 'lifetime' }, /Incompatible metrics/],
    ['values of a total', { metric: 'views', period: 'day' }, /metric_type=total_value/],
    [
      'a total of values',
      { metric: 'follower_count', period: 'day', metric_type: 'total_value' },
      /time_series/,
    ],
    ['a former metric', { metric: 'impressions', period: 'day' }, /no longer supported/],
    ['an unknown metric', { metric: 'luck', period: 'day' }, /metric\[0\] must be one of/],
    [
      'an unknown breakdown',
      { metric: 'views', period: 'day', metric_type: 'total_value', breakdown: 'age' },
      /Incompatible breakdowns/,
    ],
    [
      'more than 30 days',
      {
        metric: 'reach',
        period: 'day',
        since: seconds('2026-05-01T07:00:00Z'),
        until: seconds('2026-06-01T07:00:00Z'),
      },
      /30 days/,
    ],
    [
      'followers of long ago',
      {
        metric: 'follower_count',
        period: 'day',
        since: seconds('2026-05-01T07:00:00Z'),
        until: seconds('2026-05-02T07:00:00Z'),
      },
      /last 30 days/,
    ],
    [
      'a window that ends before it starts',
      { metric: 'reach', period: 'day', ...june(12, 10) },
      /before until/,
    ],
    [
      'demographics without a breakdown',
      {
        metric: 'follower_demographics',
        period: 'lifetime',
        metric_type: 'total_value',
        timeframe: 'this_week',
      },
      /breakdown is required/,
    ],
    [
      'a former timeframe',
      {
        metric: 'follower_demographics',
        period: 'lifetime',
        metric_type: 'total_value',
        breakdown: 'age',
        timeframe: 'last_90_days',
      },
      /timeframe must be one of/,
    ],
  ])('%s', async (_what, query, message) => {
    const { status, body } = await insights(query);
    expect([status, body.error.code]).toEqual([400, 100]);
    expect(body.error.message).toMatch(message);
  });
});

describe('who the followers are', () => {
  const groups = async (breakdown: string, metric = 'follower_demographics') => {
    const query = { period: 'lifetime', metric_type: 'total_value', timeframe: 'this_month' };
    const { body } = await insights({ metric, breakdown, ...query });
    return body.data[0]?.total_value.breakdowns[0];
  };

  test.each(['age', 'gender', 'country', 'city'] as const)('by %s', async (dimension) => {
    const expected = instagram.followersBy(own.id, dimension, endsAt).slice(0, 45);
    expect(await groups(dimension)).toEqual({
      dimension_keys: [dimension],
      results: expected.map(({ name, count }) => ({ dimension_values: [name], value: count })),
    });
  });

  test('by age and gender at once, and of those who engage', async () => {
    const both = await groups('age,gender');
    expect(both.dimension_keys).toEqual(['age', 'gender']);
    expect(both.results[0].dimension_values).toHaveLength(2);
    const [engaged] = (await groups('age', 'engaged_audience_demographics')).results;
    expect(engaged.value).toBeGreaterThan(0);
    expect(engaged.value).toBeLessThan((await groups('age')).results[0].value);
  });
});

test('followers online: by hour where there are any, else an empty value', async () => {
  const { body } = await insights({
    metric: 'online_followers',
    period: 'lifetime',
    since: seconds('2026-06-01T07:00:00Z'),
    until: june(29, 29).until,
  });
  const [row] = body.data;
  expect(row).toMatchObject({ name: 'online_followers', period: 'lifetime' });
  const told = row.values.map(({ value }: { value: object }) => Object.values(value));
  const known = Array.from(
    { length: 28 },
    (_, index) => day(`2026-06-${String(index + 1).padStart(2, '0')}`)?.online,
  );
  expect(told).toEqual(known.map((hours) => hours ?? []));
  expect(told.some((hours: number[]) => hours.length === 0)).toBe(true);
  expect(told.some((hours: number[]) => hours.length === 24)).toBe(true);
});
