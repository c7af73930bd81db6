import { integerVariable } from './service-config.ts';

const calls = integerVariable({ min: 1, max: 1_000_000 });
const aDay = integerVariable({ min: 1, max: Number.MAX_SAFE_INTEGER });

/**
 * How fast and how often platforms are asked, the same for the services that ask and those that
 * plan: to pick from, as `serviceConfig`.
 */
export const paceConfig = {
  /** What was read less than this ago is not read again for a scan. World time. */
  COLLECT_FRESH_MS: integerVariable({ min: 0, max: 30 * 86_400_000 }).default(3_600_000),
  PACE_USER_CALLS_PER_SECOND: calls.default(5),
  YOUTUBE_DAILY_UNITS: aDay.default(10_000),
  TIKTOK_CALLS_PER_SECOND: calls.default(10),
  TIKTOK_CALLS_PER_MINUTE: calls.default(600),
  TIKTOK_CALLS_PER_DAY: aDay.default(864_000),
  TIKTOK_DISPLAY_CALLS_PER_MINUTE: calls.default(600),
  /** Of each user and login in any 24 hours; Meta gives 4800 for each impression, at least ten of those. */
  INSTAGRAM_CALLS_PER_DAY: aDay.default(48_000),
  /** As Instagram's. */
  THREADS_CALLS_PER_DAY: aDay.default(48_000),
  /** Of each user in any 24 hours, in all applications together: ours may not have them alone. */
  THREADS_SEARCHES_PER_DAY: aDay.default(2_200),
  /** Of each user in any 24 hours: what is asked of profiles of others. */
  THREADS_PROFILE_CALLS_PER_DAY: aDay.default(1_000),
} as const;
