import { afterAll, describe, expect, test } from 'vitest';
import { pacificDayOf, startOfPacificDay } from '../src/analytics/pacific-days.ts';
import { analyticsScope, oauthOf, readonlyScope } from './oauth.ts';
import { sandboxOf, world } from './sandbox.ts';
import { exchangesOf, recordingsFolder, shapeOf } from './shape.ts';

const { app, setClock } = sandboxOf();
afterAll(() => app.close());
const { tokens } = oauthOf(app);
const granted = await tokens('youtube', { scopes: [readonlyScope, analyticsScope] });
const { truth, insights, endsAt } = world;
const own = truth.accountId;
const ask = async (
  query: Record<string, string>,
  headers: Record<string, string> = { authorization: `Bearer ${granted.access_token}` },
) => {
  const search = new URLSearchParams({
    ids: 'channel==MINE',
    startDate: '2026-01-01',
    endDate: '2026-06-30',
    metrics: 'views',
    ...query,
  });
  for (const [name, value] of [...search]) if (value === '') search.delete(name);
  const answer = await app.inject({ url: `/youtubeanalytics/v2/reports?${search}`, headers });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
};
const [video = ''] = truth.dropOff.postIds;
const retention = {
  dimensions: 'elapsedVideoTimeRatio',
  metrics: 'audienceWatchRatio,relativeRetentionPerformance',
  filters: `video==${video}`,
};

describe('who may ask', () => {
  test.each<[string, Record<string, string>, number, string]>([
    ['nobody', {}, 401, 'required'],
    ['an API key', { 'x-goog-api-key': 'test-key' }, 401, 'required'],
    ['a made-up token', { authorization: 'Bearer ya29.x' }, 401, 'authError'],
  ])('%s is refused', async (_what, headers, status, reason) => {
    const answer = await ask({}, headers);
    expect([answer.status, answer.body.error.errors[0].reason]).toEqual([status, reason]);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  test('a grant without the scope has insufficient permissions', async () => {
    const few = await tokens('youtube', { scopes: [readonlyScope] });
    const answer = await ask({}, { authorization: `Bearer ${few.access_token}` });
    expect([answer.status, answer.body.error.errors[0].reason]).toEqual([
      403,
      'insufficientPermissions',
    ]);
    expect(answer.headers['www-authenticate']).toMatch(/insufficient_scope/);
  });

  test.each([
    ["another's channel", { ids: `channel==${truth.noEffectAccountId}` }],
    ['a content owner', { ids: 'contentOwner==x' }],
    ['revenue', { metrics: 'estimatedRevenue,views' }],
  ])('%s is forbidden', async (_what, query) => {
    const answer = await ask(query);
    expect([answer.status, answer.body.error.errors[0].reason]).toEqual([403, 'forbidden']);
  });
});

describe('errors', () => {
  test.each([
    ['no ids', { ids: '' }, 'required'],
    ['no metrics', { metrics: '' }, 'required'],
    ['no start', { startDate: '' }, 'required'],
    ['a day that is none', { startDate: '2026-02-30' }, 'badRequest'],
    ['days the wrong way round', { endDate: '2025-12-31' }, 'badRequest'],
    ['an unknown metric', { metrics: 'views,fame' }, 'badRequest'],
    ['an hour dimension', { dimensions: 'hour' }, 'badRequest'],
    ['an unknown filter', { filters: 'hour==3' }, 'badRequest'],
    ['a filter without a value', { filters: 'video' }, 'badRequest'],
    ['a sort by another column', { sort: '-likes' }, 'badRequest'],
    ['a start index of 0', { startIndex: '0' }, 'invalidParameter'],
    ['videos without a sort', { dimensions: 'video', maxResults: '10' }, 'badRequest'],
    ['videos without an end', { dimensions: 'video', sort: '-views' }, 'badRequest'],
    ['too many videos', { dimensions: 'video', sort: '-views', maxResults: '201' }, 'badRequest'],
    ['retention of no video', { ...retention, filters: '' }, 'badRequest'],
    ['retention of two videos', { ...retention, filters: `video==${video},x` }, 'badRequest'],
    ['retention with other metrics', { ...retention, metrics: 'views' }, 'badRequest'],
    ['a curve without its dimension', { metrics: 'audienceWatchRatio' }, 'badRequest'],
    ['two dimensions', { dimensions: 'day,video' }, 'badRequest'],
  ])('%s', async (_what, query, reason) => {
    const answer = await ask(query as Record<string, string>);
    expect([answer.status, answer.body.error.errors[0].reason]).toEqual([400, reason]);
  });
});

describe('figures of days', () => {
  test('come three days late: the newest days are missing, not zero', async () => {
    const { body } = await ask({
      dimensions: 'day',
      startDate: '2026-06-01',
      metrics: 'views,likes',
    });
    expect(body.columnHeaders).toEqual([
      { name: 'day', columnType: 'DIMENSION', dataType: 'STRING' },
      { name: 'views', columnType: 'METRIC', dataType: 'INTEGER' },
      { name: 'likes', columnType: 'METRIC', dataType: 'INTEGER' },
    ]);
    // Now is June 29, 23:00 Pacific; June 26 is over for two days and 23 hours.
    expect(body.rows.at(-1)[0]).toBe('2026-06-25');
    expect(body.rows).toHaveLength(25);
    const [, views] = body.rows[0];
    const day = [startOfPacificDay('2026-06-01'), startOfPacificDay('2026-06-02')] as const;
    expect(views).toBe(insights.channelGains(own, ...day, endsAt)?.views);
  });

  test('days add up to months and to the total, page by page too', async () => {
    const { body: total } = await ask({ metrics: 'views,estimatedMinutesWatched' });
    expect(total.rows).toHaveLength(1);
    const { body: months } = await ask({ dimensions: 'month' });
    expect(months.rows.map(([month]: [string]) => month)).toEqual([
      '2026-01',
      '2026-02',
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
    ]);
    const days: [string, number][] = [];
    for (let startIndex = 1; ; startIndex += 50) {
      const { body } = await ask({
        dimensions: 'day',
        maxResults: '50',
        startIndex: String(startIndex),
        sort: 'day',
      });
      if ((body.rows ?? []).length === 0) break;
      days.push(...body.rows);
    }
    const sum = days.reduce((all, [, views]) => all + views, 0);
    expect(sum).toBe(total.rows[0][0]);
    expect(new Set(days.map(([day]) => day)).size).toBe(days.length);
  });

  test('of single videos, and of the best of them', async () => {
    const { body: best } = await ask({
      dimensions: 'video',
      metrics: 'views,averageViewDuration,averageViewPercentage',
      sort: '-views',
      maxResults: '5',
    });
    const views = best.rows.map(([, count]: [string, number]) => count);
    expect(views).toEqual(views.toSorted((a: number, b: number) => b - a));
    expect(best.rows).toHaveLength(5);
    const [id, count] = best.rows[0];
    const { body: one } = await ask({ filters: `video==${id}` });
    expect(one.rows).toEqual([[count]]);
    const curve = insights.retention(id, endsAt)?.watchRatio ?? [];
    const mean = curve.reduce((sum, share) => sum + share, 0);
    expect(best.rows[0][3]).toBeCloseTo(mean, 1);
  });

  test('where nothing qualifies, rows are empty or not there at all', async () => {
    const answers = await Promise.all(
      ['2026-06-27', '2026-06-28', '2026-06-29', '2026-06-30'].flatMap((startDate) => [
        ask({ dimensions: 'day', startDate }),
        ask({ dimensions: 'country', startDate }),
      ]),
    );
    const rows = answers.map(({ body }) => ('rows' in body ? body.rows.length : 'absent'));
    expect(new Set(rows)).toEqual(new Set([0, 'absent']));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });

  test('of channels that were only seen from outside there are none', async () => {
    const unseen = { ...world, insights: { ...insights, channelGains: () => null } };
    const other = sandboxOf({ world: unseen });
    const { access_token } = await oauthOf(other.app).tokens('youtube');
    const answer = await other.app.inject({
      url: '/youtubeanalytics/v2/reports?ids=channel==MINE&startDate=2026-05-01&endDate=2026-06-01&metrics=views',
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect([answer.statusCode, answer.json().rows ?? []]).toEqual([200, []]);
    await other.app.close();
  });
});

describe('retention', () => {
  test('has 100 points, in any order unless sorted', async () => {
    const { body } = await ask({ ...retention, sort: 'elapsedVideoTimeRatio' });
    expect(body.rows).toHaveLength(100);
    expect(body.rows.map(([ratio]: [number]) => ratio)).toEqual(
      Array.from({ length: 100 }, (_, index) => (index + 1) / 100),
    );
    const curve = insights.retention(video, endsAt);
    expect(body.rows.map(([, ratio]: [number, number]) => ratio)).toEqual(curve?.watchRatio);
    const { body: unsorted } = await ask(retention);
    expect(unsorted.rows).toEqual(body.rows.toReversed());
  });

  test("has no rows for others' videos, young ones and those that are not there", async () => {
    const foreign = world.videosOf(truth.noEffectAccountId, endsAt).at(-1)?.id;
    const young = world.videosOf(own, endsAt)[1]?.id;
    for (const id of [foreign, young, 'nobody']) {
      const { status, body } = await ask({ ...retention, filters: `video==${id}` });
      expect([status, body.rows ?? []]).toEqual([200, []]);
    }
    await setClock('2026-01-01T06:00:00Z');
    const { body } = await ask(retention);
    await setClock(endsAt.toISOString());
    expect(body.rows ?? []).toEqual([]);
  });
});

describe.runIf(recordingsFolder !== null)('answers have the shape of the recorded ones', () => {
  test.each<[string, Record<string, string>]>([
    ['analytics-channel-views-200', { ids: `channel==${own}` }],
    ['analytics-channel-minutes-200', { metrics: 'estimatedMinutesWatched' }],
    ['analytics-channel-avg-percentage-200', { metrics: 'averageViewPercentage' }],
    ['analytics-video-filter-views-200', { filters: `video==${video}` }],
    ['analytics-retention-shape-200', { ...retention, sort: 'elapsedVideoTimeRatio' }],
    ['analytics-revenue-403', { metrics: 'estimatedRevenue,estimatedMinutesWatched' }],
  ])('%s', async (name, query) => {
    const [recorded] = exchangesOf(`youtube/${name}`);
    const answer = await ask(query);
    expect(answer.status).toBe(recorded?.response.status);
    expect(shapeOf(answer.body)).toEqual(expect.arrayContaining(shapeOf(recorded?.response.body)));
  });
});

test('Pacific days begin at 8:00 UTC in winter and at 7:00 in summer', () => {
  expect(
    ['2026-01-15', '2026-03-08', '2026-03-09', '2026-06-15', '2026-11-01', '2026-11-02'].map(
      (day) => startOfPacificDay(day).toISOString().slice(11, 13),
    ),
  ).toEqual(['08', '08', '07', '07', '07', '08']);
  expect(pacificDayOf(new Date('2026-06-30T06:00:00Z'))).toBe('2026-06-29');
});
