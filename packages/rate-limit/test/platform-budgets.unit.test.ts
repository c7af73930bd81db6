import type { PlatformApi } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import type { BudgetRule } from '../src/budget.ts';
import { platformBudgets, transitMs } from '../src/platform-budgets.ts';

const limits = {
  PACE_USER_CALLS_PER_SECOND: 5,
  YOUTUBE_DAILY_UNITS: 10_000,
  TIKTOK_CALLS_PER_SECOND: 10,
  TIKTOK_CALLS_PER_MINUTE: 600,
  TIKTOK_CALLS_PER_DAY: 864_000,
  TIKTOK_DISPLAY_CALLS_PER_MINUTE: 600,
  INSTAGRAM_CALLS_PER_DAY: 48_000,
  THREADS_CALLS_PER_DAY: 47_000,
  THREADS_SEARCHES_PER_DAY: 2_200,
  THREADS_PROFILE_CALLS_PER_DAY: 1_000,
};
const budgets = platformBudgets(limits);

/** When calls leave at the earliest: as many as the rule lets out, in bursts. */
function departures({ calls, perMs }: Extract<BudgetRule, { kind: 'sliding-window' }>): number[] {
  const at: number[] = [];
  for (let call = 0; call < calls * 3; call += 1) at.push((at[call - calls] ?? -perMs) + perMs);
  return at;
}

function mostWithin(windowMs: number, arrivals: readonly number[]): number {
  const counts = arrivals.map(
    (from) => arrivals.filter((at) => at >= from && at < from + windowMs).length,
  );
  return Math.max(...counts);
}

describe('the budgets of the platforms', () => {
  it.each([
    { api: 'tiktok-accounts', name: 'app-second', calls: 10, windowMs: 1_000 },
    { api: 'tiktok-accounts', name: 'app-minute', calls: 600, windowMs: 60_000 },
    { api: 'tiktok-display', name: 'endpoint-minute', calls: 600, windowMs: 60_000 },
  ] satisfies { api: PlatformApi; name: string; calls: number; windowMs: number }[])(
    'no window of $api holds more than $calls arrivals ($name), however long single calls take',
    ({ api, name, calls, windowMs }) => {
      const rule = budgets.get(api)?.find((budget) => budget.name === name)?.rule;
      if (rule?.kind !== 'sliding-window') throw new Error('is no window');
      const left = departures(rule);
      expect(mostWithin(windowMs, left)).toBe(calls);
      // The first calls open connections, the later ones find them open.
      const arrived = left.map((at, call) => at + (call < calls ? transitMs : 0));
      expect(mostWithin(windowMs, arrived)).toBe(calls);
    },
  );

  it('Instagram counts the calls of each account in any 24 hours, through either door', () => {
    for (const api of ['instagram-login', 'instagram-facebook'] as const) {
      expect(budgets.get(api)).toMatchObject([
        { per: 'user', rule: { kind: 'sliding-window', calls: 48_000, perMs: 86_400_250 } },
        { name: 'user', per: 'user', rule: { kind: 'staggered', calls: 5 } },
      ]);
    }
  });

  it('Threads counts searches, and looks at profiles, apart from all other calls of a user', () => {
    const callsOf = (api: PlatformApi) =>
      budgets.get(api)?.map(({ name, per, rule }) => [name, per, 'calls' in rule && rule.calls]);
    expect(callsOf('threads')).toEqual([
      ['user-day', 'user', 47_000],
      ['user', 'user', 5],
    ]);
    expect(callsOf('threads-search')).toEqual([
      ['user-day', 'user', 2_200],
      ['user', 'user', 5],
    ]);
    expect(callsOf('threads-profiles')).toEqual([
      ['user-day', 'user', 1_000],
      ['user', 'user', 5],
    ]);
  });

  it('more calls a day than a window can hold are not counted', () => {
    const unpaced = platformBudgets({ ...limits, INSTAGRAM_CALLS_PER_DAY: 1_000_000_000 });
    expect(unpaced.get('instagram-login')?.map(({ name }) => name)).toEqual(['user']);
  });
});
