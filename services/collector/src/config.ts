import {
  checkOauthConfig,
  httpUrlVariable,
  integerVariable,
  loadConfig,
  oauthConfig,
  originsVariable,
  paceConfig,
  serviceConfig,
} from '@viral-scan/runtime';
import { z } from 'zod';

const schema = z
  .object({
    ...serviceConfig,
    ...oauthConfig,
    ...paceConfig,
    PORT: serviceConfig.PORT.default(8082),
    /** Accounts read at once by this process. */
    COLLECTOR_CONCURRENCY: integerVariable({ min: 1, max: 100 }).default(8),
    YOUTUBE_ANALYTICS_BASE_URL: httpUrlVariable.default(
      'https://youtubeanalytics.googleapis.com/v2',
    ),
    /** Absent: YouTube accounts that are not connected are reported as unavailable. */
    YOUTUBE_API_KEY: z.string().min(1).optional(),
    /** Longest wait of a call for its turn; what takes longer goes back to the queue. */
    PACE_PATIENCE_MS: integerVariable({ min: 0, max: 600_000 }).default(10_000),
    /** Comma list of origins the guarded client may call although they are not public. */
    EGRESS_ALLOWED_ORIGINS: originsVariable,
  })
  .superRefine(checkOauthConfig);
export type Config = z.infer<typeof schema>;

export const readConfig = (): Config => loadConfig(schema, process.env);
