import type { AnalysisPost } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { makeComparable } from '../src/effects/comparable-posts.ts';
import { findTimes } from '../src/hours/find-times.ts';
import { type LocalHistory, localHistory, splitHistory } from '../src/hours/local-history.ts';
import { flatPattern } from '../src/hours/platform-pattern.ts';
import { analyze } from '../src/index.ts';
import { randomFor } from '../src/random/sfc32.ts';
import {
  accountOf,
  asOfMs,
  inputOf,
  type SyntheticAccount,
  syntheticInput,
  syntheticPosts,
} from './synthetic-account.ts';
import { timesOf, timesOfSynthetic } from './times-of.ts';

const report = (options: SyntheticAccount) => timesOfSynthetic(options, 500);
const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
const recommended = (options: Omit<SyntheticAccount, 'seed'>): number =>
  seeds.filter((seed) => report({ ...options, seed }).times.length > 0).length;

/** The posts, each one's counters times a factor by its hour (UTC) and place. */
const scaled = (
  posts: readonly AnalysisPost[],
  factor: (hour: number, i: number) => number,
): AnalysisPost[] =>
  posts.map((post, i) => {
    const by = factor(new Date(post.publishedAtMs).getUTCHours(), i);
    const times = (count: number | null) => (count === null ? null : Math.round(by * count));
    return {
      ...post,
      snapshots: post.snapshots.map((seen) => ({
        ...seen,
        views: times(seen.views),
        likes: times(seen.likes),
        comments: times(seen.comments),
      })),
    };
  });

describe('optimal times', () => {
  it('a planted hour is recommended, within an hour, on at least 18 of 20 accounts', () => {
    const hits = seeds.filter((seed) =>
      report({ seed, best: { hour: 19, factor: 1.9 } }).times.some(
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
    const [time] = report({ seed: 3, days: 200, best: { hour: 19, factor: 2 } }).times;
    expect(time).toMatchObject({ platform: 'youtube', timezone: 'UTC', weekday: null });
    expect(time?.lift_pct).toBeGreaterThan(50);
    expect(time?.lift_pct).toBeLessThan(170);
    expect(time?.ci_95[0]).toBeGreaterThan(0);
    expect(time?.ci_95[1]).toBeGreaterThan(time?.lift_pct ?? 0);
    expect(time?.p_value).toBeLessThanOrEqual(0.01);
    expect(time?.confidence).toBe('high');
  });

  it('a time tells how it did on the held-out fifth, how far it stands out, and whose curve it is', () => {
    const [time] = report({ seed: 3, days: 200, best: { hour: 19, factor: 2 } }).times;
    expect(time?.holdout.verdict).toBe('agrees');
    expect(time?.holdout.posts).toBeGreaterThanOrEqual(4);
    expect(time?.holdout.posts).toBeLessThan((time?.posts ?? 0) / 2);
    expect(time?.holdout.lift_pct).toBeGreaterThan(0);
    expect(time?.prominence_pct).toBeGreaterThan(20);
    expect(time?.own_weight).toBeGreaterThan(0.5);
    expect(time?.own_weight).toBeLessThan(1);
  });

  it('an hour that the latest fifth contradicts is refused', () => {
    const posts = syntheticPosts({ seed: 3, days: 200, best: { hour: 19, factor: 2 } });
    const turned = scaled(posts, (hour, i) =>
      i >= 0.75 * posts.length && Math.abs(hour - 19) <= 1 ? 0.15 : 1,
    );
    const { times, refusal } = timesOf(inputOf([accountOf(turned)]), 500);
    expect(times).toEqual([]);
    expect(refusal).toMatch(/^best hour (18|19|20):00, but .*latest fifth/);
  });

  it('nothing but p and the held-out effect hears of the latest fifth', () => {
    const { earlier, later } = splitHistory(
      localHistory(
        makeComparable(
          accountOf(syntheticPosts({ seed: 3, days: 200, best: { hour: 19, factor: 2 } })),
          { fromMs: 0, asOfMs },
          'UTC',
        ),
      ),
    );
    const join = (factor: number): LocalHistory => ({
      hours: Int32Array.of(...earlier.hours, ...later.hours),
      weekdays: Int32Array.of(...earlier.weekdays, ...later.weekdays),
      types: Int32Array.of(...earlier.types, ...later.types),
      values: Float64Array.of(
        ...earlier.values,
        ...later.values.map(
          (value, i) => value * (Math.abs((later.hours[i] ?? 0) - 19) <= 1 ? factor : 1),
        ),
      ),
      logAgeOff: Float64Array.of(...earlier.logAgeOff, ...later.logAgeOff),
      residuals: new Float64Array(earlier.hours.length + later.hours.length),
    });
    const find = (factor: number) =>
      findTimes(join(factor), flatPattern, 300, randomFor('parts')).found[0];
    const [plain, better] = [find(1), find(4)];
    expect(better?.holdout.lift).toBeGreaterThan((plain?.holdout.lift ?? 9) + 0.3);
    for (const key of ['hour', 'lift', 'posts', 'rise', 'ownWeight'] as const) {
      expect(better?.[key]).toBe(plain?.[key]);
    }
  });

  it('other accounts steer the search, and are no evidence: none is named without an effect of its own', () => {
    const others = [1, 2, 3].map((seed) =>
      accountOf(
        syntheticPosts({ seed: `star ${seed}`, days: 180, best: { hour: 19, factor: 3 } }),
        {
          accountId: `youtube:star${seed}`,
          role: 'competitor',
        },
      ),
    );
    const named = seeds.filter((seed) => {
      const own = accountOf(syntheticPosts({ seed: `plain ${seed}` }), {
        accountId: `youtube:plain${seed}`,
      });
      return timesOf(inputOf([own, ...others]), 300).times.length > 0;
    });
    expect(named.length).toBeLessThanOrEqual(3);
  });

  it('does not change when the same posts are looked at a little later', () => {
    const input = syntheticInput({ seed: 3, days: 200, best: { hour: 19, factor: 2 } });
    const { times: now } = timesOf(input, 300);
    const later = { ...input, asOfMs: input.asOfMs + 240_000 };
    expect(now.length).toBeGreaterThan(0);
    expect(timesOf(later, 300).times).toEqual(now);
  });

  it('hours are those of the local clock in half-hour and quarter-hour zones and over both changes of a year', () => {
    for (const timezone of [
      'Asia/Kolkata',
      'Asia/Kathmandu',
      'Australia/Adelaide',
      'Europe/Berlin',
    ]) {
      const local = new Intl.DateTimeFormat('en-GB', {
        timeZone: timezone,
        hour: 'numeric',
        hourCycle: 'h23',
      });
      const hourOf = (utcMs: number) => Number(local.format(utcMs));
      const everyHour = Array.from({ length: 24 }, (_, hour) => hour);
      const posts = syntheticPosts({ seed: timezone, days: 365, postsPerDay: 3, hours: everyHour });
      const planted = scaled(posts, (_, i) =>
        hourOf(posts[i]?.publishedAtMs ?? 0) === 19 ? 4 : 1,
      );
      const { times } = timesOf(inputOf([accountOf(planted, { timezone })]), 200);
      expect(
        times.map(({ hour }) => hour),
        timezone,
      ).toEqual([19]);
    }
  });

  it('hours are those of the account’s own zone, else of the scan’s', () => {
    const posts = syntheticPosts({ seed: 4, days: 200, best: { hour: 19, factor: 2.5 } });
    const hoursIn = (own: string | null, scan: string) =>
      timesOf(inputOf([accountOf(posts, { timezone: own })], { timezone: scan }), 500)
        .times.filter(({ weekday }) => weekday === null)
        .map(({ hour }) => hour);
    const [utc = -1] = hoursIn(null, 'UTC');
    expect(Math.abs(utc - 19)).toBeLessThanOrEqual(1);
    // 2 hours ahead of UTC all year.
    expect(hoursIn('Africa/Johannesburg', 'UTC')).toEqual([utc + 2]);
    expect(hoursIn(null, 'Africa/Johannesburg')).toEqual([utc + 2]);
  });

  it('are summed up for the account with most evidence, and per platform', () => {
    const posts = syntheticPosts({ seed: 4, days: 200, best: { hour: 19, factor: 2.5 } });
    const timezone = 'Africa/Johannesburg';
    const { optimal_hours: found, optimal_times: times } = analyze(
      inputOf([accountOf(posts, { timezone })]),
      { permutations: 500 },
    );
    const hours = times.filter(({ weekday }) => weekday === null).map(({ hour }) => hour);
    expect(hours).toHaveLength(1);
    expect(found).toEqual({
      platform: 'youtube',
      timezone,
      hours,
      by_platform: [{ platform: 'youtube', timezone, hours }],
    });
  });

  it('a weekday that stands out is attached to the hour', () => {
    const { times } = report({
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
    const { evidence } = analyze(syntheticInput({ seed: 6, days: 8, postsPerDay: 2 }));
    expect(evidence.optimal_times).toMatchObject({ status: 'insufficient', posts_needed: 40 });
    expect(evidence.optimal_times.reason).toMatch(/^not enough posts: \d+ of 40$/);
  });

  it('is refused when posts always go out in the same hour', () => {
    const found = report({ seed: 7, hours: [18] });
    expect(found.times).toEqual([]);
    expect(found.refusal).toBe(
      'posts always go out in the same hours (around 18:00, 100 %), so hours cannot be compared',
    );
  });

  it('is refused with the best hour and its p-value when chance explains it', () => {
    const refused = seeds
      .map((seed) => report({ seed }).refusal)
      .filter((refusal) => refusal !== null);
    expect(refused[0]).toMatch(
      /^no hour differs more than chance would: best \d\d:00 \+\d+ %, p = [01]\.\d\d over \d+ hours tried$/,
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
