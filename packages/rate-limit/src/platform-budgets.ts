import type { PlatformApi } from '@viral-scan/contracts';
import { type Budget, mostCalls } from './budget.ts';

const secondMs = 1_000;
const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * Platforms count calls when they arrive, we when they leave, and one that opens a connection is
 * longer on its way than those behind it: they arrive closer together than they left, by up to this.
 */
export const transitMs = 250;

/** By the names of the variables that set them. */
export interface PlatformLimits {
  readonly PACE_USER_CALLS_PER_SECOND: number;
  readonly YOUTUBE_DAILY_UNITS: number;
  readonly TIKTOK_CALLS_PER_SECOND: number;
  readonly TIKTOK_CALLS_PER_MINUTE: number;
  readonly TIKTOK_CALLS_PER_DAY: number;
  readonly TIKTOK_DISPLAY_CALLS_PER_MINUTE: number;
  readonly INSTAGRAM_CALLS_PER_DAY: number;
  readonly THREADS_CALLS_PER_DAY: number;
  readonly THREADS_SEARCHES_PER_DAY: number;
  readonly THREADS_PROFILE_CALLS_PER_DAY: number;
}

/**
 * What the platforms document, of this installation's applications, in windows that are longer by
 * `transitMs`; operators may change each at run time by its name.
 */
export function platformBudgets(
  limits: PlatformLimits,
): ReadonlyMap<PlatformApi, readonly Budget[]> {
  const user: Budget = {
    name: 'user',
    per: 'user',
    rule: { kind: 'staggered', calls: limits.PACE_USER_CALLS_PER_SECOND, perMs: secondMs },
  };
  const window = (
    name: string,
    calls: number,
    perMs: number,
    per: Budget['per'] = 'app',
  ): Budget => ({
    name,
    per,
    rule: { kind: 'sliding-window', calls, perMs: perMs + transitMs },
  });
  /** In any 24 hours, as Meta counts; none for more than a window can hold, which nobody calls. */
  const userDay = (calls: number): readonly Budget[] =>
    calls > mostCalls ? [user] : [window('user-day', calls, dayMs, 'user'), user];
  return new Map<PlatformApi, readonly Budget[]>([
    [
      'youtube-data',
      [
        {
          name: 'units',
          per: 'app',
          rule: {
            kind: 'daily-units',
            units: limits.YOUTUBE_DAILY_UNITS,
            zone: 'America/Los_Angeles',
          },
        },
        user,
      ],
    ],
    // A quota of its own, which Google names for each project only.
    ['youtube-analytics', [user]],
    [
      'tiktok-accounts',
      [
        window('app-second', limits.TIKTOK_CALLS_PER_SECOND, secondMs),
        window('app-minute', limits.TIKTOK_CALLS_PER_MINUTE, minuteMs),
        {
          name: 'app-day',
          per: 'app',
          rule: { kind: 'daily-units', units: limits.TIKTOK_CALLS_PER_DAY, zone: 'UTC' },
        },
        user,
      ],
    ],
    [
      'tiktok-display',
      [
        window('endpoint-minute', limits.TIKTOK_DISPLAY_CALLS_PER_MINUTE, minuteMs, 'endpoint'),
        user,
      ],
    ],
    ['instagram-login', userDay(limits.INSTAGRAM_CALLS_PER_DAY)],
    ['instagram-facebook', userDay(limits.INSTAGRAM_CALLS_PER_DAY)],
    ['threads', userDay(limits.THREADS_CALLS_PER_DAY)],
    ['threads-search', userDay(limits.THREADS_SEARCHES_PER_DAY)],
    ['threads-profiles', userDay(limits.THREADS_PROFILE_CALLS_PER_DAY)],
  ]);
}
