import {
  checkOauthConfig,
  httpUrlVariable,
  integerVariable,
  loadConfig,
  oauthConfig,
  originsVariable,
  serviceConfig,
} from '@viral-scan/runtime';
import { z } from 'zod';

const calls = integerVariable({ min: 1, max: 1_000_000 });

const schema = z
  .object({
    ...serviceConfig,
    ...oauthConfig,
    PORT: serviceConfig.PORT.default(8082),
    /** Accounts read at once by this process. */
    COLLECTOR_CONCURRENCY: integerVariable({ min: 1, max: 100 }).default(8),
    /** What was read less than this ago is not read again for a scan. World time. */
    COLLECT_FRESH_MS: integerVariable({ min: 0, max: 30 * 86_400_000 }).default(3_600_000),
    YOUTUBE_ANALYTICS_BASE_URL: httpUrlVariable.default(
      'https://youtubeanalytics.googleapis.com/v2',
    ),
    /** Absent: YouTube accounts that are not connected are reported as unavailable. */
    YOUTUBE_API_KEY: z.string().min(1).optional(),
    /** Longest wait of a call for its turn; what takes longer goes back to the queue. */
    PACE_PATIENCE_MS: integerVariable({ min: 0, max: 600_000 }).default(10_000),
    PACE_USER_CALLS_PER_SECOND: calls.default(5),
    YOUTUBE_DAILY_UNITS: integerVariable({ min: 1, max: Number.MAX_SAFE_INTEGER }).default(10_000),
    TIKTOK_CALLS_PER_SECOND: calls.default(10),
    TIKTOK_CALLS_PER_MINUTE: calls.default(600),
    TIKTOK_CALLS_PER_DAY: integerVariable({ min: 1, max: Number.MAX_SAFE_INTEGER }).default(
      864_000,
    ),
    TIKTOK_DISPLAY_CALLS_PER_MINUTE: calls.default(600),
    /** Comma list of origins the guarded client may call although they are not public. */
    EGRESS_ALLOWED_ORIGINS: originsVariable,
  })
  .superRefine(checkOauthConfig);
export type Config = z.infer<typeof schema>;

export const readConfig = (): Config => loadConfig(schema, process.env);
