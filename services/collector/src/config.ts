import { httpUrlVariable, integerVariable, loadConfig, serviceConfig } from '@viral-scan/runtime';
import { z } from 'zod';

const schema = z.object({
  ...serviceConfig,
  PORT: serviceConfig.PORT.default(8082),
  /** Accounts read at once by this process. */
  COLLECTOR_CONCURRENCY: integerVariable({ min: 1, max: 100 }).default(8),
  /** What was read less than this ago is not read again for a scan. World time. */
  COLLECT_FRESH_MS: integerVariable({ min: 0, max: 30 * 86_400_000 }).default(3_600_000),
  YOUTUBE_BASE_URL: httpUrlVariable.default('https://www.googleapis.com/youtube/v3'),
  /** Absent: YouTube accounts are reported as unavailable. */
  YOUTUBE_API_KEY: z.string().min(1).optional(),
  /** Comma list of origins the guarded client may call although they are not public. */
  EGRESS_ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter((origin) => origin !== '')),
});
export type Config = z.infer<typeof schema>;

export const readConfig = (): Config => loadConfig(schema, process.env);
