import { describe, expect, it } from 'vitest';
import { makeComparable } from '../src/effects/comparable-posts.ts';
import { dailyOutcome, dateOf } from '../src/trends/daily-outcome.ts';
import { findForecasts } from '../src/trends/forecasts.ts';
import { findSeasons } from '../src/trends/seasons.ts';
import { accountOf, asOfMs, type SyntheticAccount, syntheticPosts } from './synthetic-account.ts';

const window = { fromMs: 0, asOfMs };
const comparable = (options: SyntheticAccount, zone = 'UTC') =>
  makeComparable(accountOf(syntheticPosts(options)), window, zone);

describe('daily outcome', () => {
  it('sums posts by local day, at equal age, and leaves out days whose posts are too young', () => {
    const account = comparable({ seed: 2, days: 40 });
    const daily = dailyOutcome(account);
    const [first] = account.posts;
    if (daily === null || first === undefined) throw new Error('no days');
    const dayOf = (ms: number) => Math.floor(ms / 86_400_000);
    expect(daily.firstDay).toBe(dayOf(first.publishedAtMs));
    // Every day up to the one on which posts began to be too young at the report's moment.
    const ripeMs = asOfMs - (account.equalAge.age_hours ?? 0) * 3_600_000;
    expect(daily.firstDay + daily.values.length).toBe(dayOf(ripeMs));
    const sum = (account.engagements.values as Float64Array).reduce((total, value, i) => {
      const post = account.posts[account.engagements.index[i] ?? -1];
      return dayOf(post?.publishedAtMs ?? 0) === daily.firstDay ? total + value : total;
    }, 0);
    expect(daily.values[0]).toBeCloseTo(sum, 9);
  });

  it('is null without a post', () => {
    expect(dailyOutcome(makeComparable(accountOf([]), window, 'UTC'))).toBeNull();
  });

  it('writes dates', () => {
    expect(dateOf(0)).toBe('1970-01-01');
    expect(dateOf(20_635)).toBe('2026-07-01');
  });
});

describe('seasons', () => {
  it('find the weekend that was planted', () => {
    const weekend = comparable({ seed: 4, days: 140, postsPerDay: 3, sigma: 0.2, weekend: 1 });
    const { found, evidence } = findSeasons([weekend]);
    const effect = (weekday: number) =>
      found[0]?.weekdays.find((each) => each.weekday === weekday)?.effect_pct ?? 0;
    for (const other of [1, 2, 3, 4, 5]) {
      expect(effect(6)).toBeGreaterThan(effect(other) + 50);
      expect(effect(7)).toBeGreaterThan(effect(other) + 50);
    }
    expect(found[0]?.seasonal_strength).toBeGreaterThan(0.5);
    expect(evidence.status).toBe('sufficient');
  });

  it('refuse short and sparse histories, in words', () => {
    const reason = (options: SyntheticAccount) =>
      findSeasons([comparable(options)]).evidence.reason;
    expect(reason({ seed: 1, days: 20 })).toMatch(/^not enough days: 1\d of 28$/);
    expect(reason({ seed: 1, days: 120, postsPerDay: 0.2 })).toMatch(/days only: no daily series$/);
    expect(findSeasons([]).evidence.reason).toBe('no own account in this scan');
  });
});

describe('forecasts', () => {
  it('are for the fourteen days after the report, in the account’s zone, wider with certainty', () => {
    const { found } = findForecasts([
      comparable({ seed: 6, days: 120, postsPerDay: 2 }, 'Asia/Tokyo'),
    ]);
    // The report's moment is 2026-06-30 15:00 in Tokyo.
    expect(found.map(({ date }) => date)).toEqual(
      Array.from({ length: 14 }, (_, i) => dateOf(20_635 + i)),
    );
    for (const point of found) {
      expect(point.lower_95).toBeGreaterThanOrEqual(0);
      expect(point.lower_95).toBeLessThanOrEqual(point.lower_80);
      expect(point.lower_80).toBeLessThan(point.upper_80);
      expect(point.upper_80).toBeLessThan(point.upper_95);
    }
  });

  it('are each for their own day: a planted weekend is forecast on Saturdays and Sundays', () => {
    const { found } = findForecasts([
      comparable({ seed: 4, days: 140, postsPerDay: 3, sigma: 0.2, weekend: 1 }),
    ]);
    const isWeekend = ({ date }: { date: string }) => new Date(date).getUTCDay() % 6 === 0;
    const least = Math.min(...found.filter(isWeekend).map(({ mean }) => mean));
    const most = Math.max(...found.filter((point) => !isWeekend(point)).map(({ mean }) => mean));
    expect(least).toBeGreaterThan(most);
  });

  it('need 42 days', () => {
    expect(findForecasts([comparable({ seed: 1, days: 30 })]).evidence).toMatchObject({
      status: 'insufficient',
      posts_needed: 42,
    });
  });
});
