import { describe, expect, it } from 'vitest';
import { analyze } from '../src/index.ts';
import {
  accountOf,
  inputOf,
  type SyntheticAccount,
  syntheticInput,
  syntheticPosts,
} from './synthetic-account.ts';

const report = (options: SyntheticAccount) =>
  analyze(syntheticInput(options), { permutations: 1_000 });
const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
const recommended = (options: Omit<SyntheticAccount, 'seed'>): number =>
  seeds.filter((seed) => report({ ...options, seed }).optimal_times.length > 0).length;

describe('optimal times', () => {
  it('a planted hour is recommended, within an hour, on at least 18 of 20 accounts', () => {
    const hits = seeds.filter((seed) =>
      report({ seed, best: { hour: 19, factor: 1.9 } }).optimal_times.some(
        ({ hour }) => Math.abs(hour - 19) <= 1,
      ),
    );
    expect(hits.length).toBeGreaterThanOrEqual(18);
  });

  it('accounts without an effect get a recommendation at most 3 times in 20, in every kind of history', () => {
    const histories = {
      plain: {},
      autocorrelated: { autocorrelation: 0.7 },
      trending: { trend: 4 },
      'types bound to hours': { typesByHour: true },
      bursts: { bursts: true, autocorrelation: 0.6 },
      'better weekends': { weekend: 0.6 },
      timetable: { hours: [9, 13, 18] },
      'later hours as the account grows': {
        trend: 4,
        hoursOn: (progress: number) =>
          [0, 2, 4, 6].map((hour) => hour + 8 + Math.round(8 * progress)),
      },
      'mornings at better weekends only': {
        days: 200,
        weekend: 1,
        hoursOn: (_: number, weekday: number) => (weekday >= 6 ? [8, 9, 10, 11] : [11, 14, 17, 20]),
      },
    };
    for (const [name, options] of Object.entries(histories)) {
      expect(recommended(options), name).toBeLessThanOrEqual(3);
    }
  });

  it('a lift is told with interval, posts, p-value and confidence', () => {
    const [time] = report({ seed: 3, days: 200, best: { hour: 19, factor: 2 } }).optimal_times;
    expect(time).toMatchObject({ platform: 'youtube', timezone: 'UTC', weekday: null });
    expect(time?.lift_pct).toBeGreaterThan(50);
    expect(time?.lift_pct).toBeLessThan(170);
    expect(time?.ci_95[0]).toBeGreaterThan(0);
    expect(time?.ci_95[1]).toBeGreaterThan(time?.lift_pct ?? 0);
    expect(time?.p_value).toBeLessThanOrEqual(0.01);
    expect(time?.confidence).toBe('high');
  });

  it('hours are those of the account’s own zone, else of the scan’s', () => {
    const posts = syntheticPosts({ seed: 4, days: 200, best: { hour: 19, factor: 2.5 } });
    const hoursIn = (own: string | null, scan: string) => {
      const { optimal_hours: found } = analyze(
        inputOf([accountOf(posts, { timezone: own })], { timezone: scan }),
        { permutations: 500 },
      );
      return found;
    };
    const utc = hoursIn(null, 'UTC').hours[0] ?? -1;
    expect(Math.abs(utc - 19)).toBeLessThanOrEqual(1);
    // 2 hours ahead of UTC all year.
    expect(hoursIn('Africa/Johannesburg', 'UTC')).toMatchObject({
      timezone: 'Africa/Johannesburg',
      hours: [utc + 2],
      by_platform: [{ platform: 'youtube', hours: [utc + 2] }],
    });
    expect(hoursIn(null, 'Africa/Johannesburg').hours).toEqual([utc + 2]);
  });

  it('a weekday that stands out is attached to the hour', () => {
    const { optimal_times: times } = report({
      seed: 5,
      days: 400,
      best: { hour: 19, factor: 2 },
      weekend: 1,
    });
    const weekdays = times.map(({ weekday }) => weekday).filter((weekday) => weekday !== null);
    expect(weekdays.length).toBeGreaterThan(0);
    expect(weekdays.every((weekday) => weekday >= 6)).toBe(true);
    const [plain] = times.filter(({ weekday }) => weekday === null);
    const [dated] = times.filter(({ weekday }) => weekday !== null);
    expect(dated?.lift_pct).toBeGreaterThan(plain?.lift_pct ?? Number.POSITIVE_INFINITY);
    expect(dated?.posts).toBeLessThan(plain?.posts ?? 0);
  });

  it('is refused with the reason when there are too few posts', () => {
    const { evidence } = report({ seed: 6, days: 8, postsPerDay: 2 });
    expect(evidence.optimal_times).toMatchObject({ status: 'insufficient', posts_needed: 40 });
    expect(evidence.optimal_times.reason).toMatch(/^not enough posts: \d+ of 40$/);
  });

  it('is refused when posts always go out in the same hour', () => {
    const found = report({ seed: 7, hours: [18] });
    expect(found.optimal_times).toEqual([]);
    expect(found.evidence.optimal_times.reason).toBe(
      'posts always go out in the same hours (around 18:00, 100 %), so hours cannot be compared',
    );
  });

  it('is refused with the best hour and its p-value when chance explains it', () => {
    const refused = seeds
      .map((seed) => report({ seed }).evidence.optimal_times)
      .filter(({ status }) => status === 'insufficient');
    expect(refused[0]?.reason).toMatch(
      /^no hour differs more than chance would: best \d\d:00 \+\d+ %, p = 0\.\d\d over \d+ hours tried$/,
    );
  });

  it('names nothing for competitors', () => {
    const posts = syntheticPosts({ seed: 8, best: { hour: 19, factor: 3 } });
    const found = analyze(inputOf([accountOf(posts, { role: 'competitor' })]));
    expect(found.optimal_times).toEqual([]);
    expect(found.optimal_hours).toEqual({
      platform: null,
      hours: [],
      timezone: 'UTC',
      by_platform: [],
    });
    expect(found.evidence.optimal_times.reason).toBe('no own account in this scan');
  });
});
