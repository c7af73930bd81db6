import { z } from 'zod';
import { accessSchema, platformSchema, roleSchema, sourceSchema } from './platform.ts';

/** What one source gave for one account, and why something is missing. */
export const coverageSchema = z.object({
  account_id: z.string(),
  platform: platformSchema,
  role: roleSchema,
  source: sourceSchema.nullable(),
  access: accessSchema,
  status: z.enum(['complete', 'partial', 'unavailable']),
  /** Null only when complete and nothing is missing. */
  reason: z.string().nullable(),
  captured_at: z.iso.datetime().nullable(),
  posts: z.int().nonnegative(),
  /** Posts for which the source gave no counter at the last collection. */
  posts_without_metrics: z.int().nonnegative(),
});
export type Coverage = z.infer<typeof coverageSchema>;
