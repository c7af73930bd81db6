import type { ActiveHour, AnalysisAccount, AudienceActivity } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { findAudienceActivity } from '../src/audience/audience-activity.ts';

const account = (known: Partial<AnalysisAccount> = {}): AnalysisAccount => ({
  accountId: 'tiktok:one',
  platform: 'tiktok',
  origin: null,
  role: 'own',
  name: 'One',
  followers: 1_000,
  timezone: null,
  posts: [],
  ...known,
});

/** Whole days of hours, `countOf` each. */
const activity = (
  days: readonly string[],
  countOf: (hour: number, day: number) => number,
  zone = 'UTC',
): AudienceActivity => ({
  zone,
  hours: days.flatMap((day, index) =>
    Array.from(
      { length: 24 },
      (_, hour): ActiveHour => ({ day, hour, count: countOf(hour, index) }),
    ),
  ),
});
const week = (first: string, length = 7): string[] =>
  Array.from({ length }, (_, day) =>
    new Date(Date.parse(first) + day * 86_400_000).toISOString().slice(0, 10),
  );
const find = (audience: AudienceActivity | null, timezone: string, known = {}) =>
  findAudienceActivity([account({ audience, ...known })], () => timezone);

describe('audience activity', () => {
  it('is told by the hours of the account, with mean and standard error over the days', () => {
    const { found, evidence } = find(
      activity(week('2026-06-01', 8), (hour, day) => (hour === 17 ? 100 + (day % 2) * 8 : 10)),
      'Europe/Berlin',
    );
    expect(evidence).toMatchObject({ status: 'sufficient', reason: 'active followers of 8 days' });
    expect(found[0]).toMatchObject({
      account_id: 'tiktok:one',
      timezone: 'Europe/Berlin',
      from: '2026-06-01',
      to: '2026-06-08',
      days: 8,
      peak_hours: [19],
    });
    // Eight values of 100 and 108: sample deviation 4.276, over √8.
    expect(found[0]?.hours[19]).toEqual({ hour: 19, mean_active: 104, standard_error: 1.5 });
    expect(found[0]?.hours[18]).toEqual({ hour: 18, mean_active: 10, standard_error: 0 });
  });

  it('keeps to the wall clock over a change to summer time', () => {
    // Berlin goes to summer time on 2026-03-29: 19 h local is 18 h UTC before and 17 h after.
    const days = week('2026-03-22', 14);
    const changed = days.indexOf('2026-03-29');
    const { found } = find(
      activity(days, (hour, day) => (hour === (day < changed ? 18 : 17) ? 50 : 5)),
      'Europe/Berlin',
    );
    expect(found[0]?.peak_hours).toEqual([19]);
    expect(found[0]?.hours[19]?.mean_active).toBe(50);
  });

  it('takes the hours of a platform that counts in a zone of its own', () => {
    const { found } = find(
      activity(week('2026-06-01'), (hour) => (hour === 9 ? 50 : 5), 'America/Los_Angeles'),
      'Europe/Berlin',
    );
    expect(found[0]?.peak_hours).toEqual([18]);
  });

  it('counts an hour where its middle falls in zones that are half an hour off', () => {
    const { found } = find(
      activity(week('2026-06-01'), (hour) => (hour === 12 ? 50 : 5)),
      'Asia/Kolkata',
    );
    expect(found[0]?.peak_hours).toEqual([18]);
  });

  it('has no peak where followers are active evenly', () => {
    expect(
      find(
        activity(week('2026-06-01'), () => 7),
        'UTC',
      ).found[0]?.peak_hours,
    ).toEqual([]);
  });

  it('needs a week of days', () => {
    const { found, evidence } = find(
      activity(week('2026-06-01', 6), () => 1),
      'UTC',
    );
    expect(found).toEqual([]);
    expect(evidence).toMatchObject({ status: 'insufficient', reason: 'not enough days: 6 of 7' });
  });

  it('says why a platform does not offer it', () => {
    const { evidence } = find(null, 'UTC', {
      notOffered: { audience_activity: 'not offered by YouTube' },
    });
    expect(evidence).toEqual({
      status: 'not_offered',
      reason: 'not offered by YouTube',
      posts: 0,
      posts_needed: null,
    });
    expect(find(null, 'UTC').evidence).toMatchObject({ status: 'insufficient' });
  });

  it('tells accounts apart', () => {
    const one = account({ audience: activity(week('2026-06-01'), () => 1) });
    const other = account({ name: 'Two', notOffered: { audience_activity: 'not offered' } });
    const { evidence } = findAudienceActivity([one, other], () => 'UTC');
    expect(evidence).toMatchObject({
      status: 'sufficient',
      reason: 'One: active followers of 7 days; Two: not offered',
    });
  });
});
