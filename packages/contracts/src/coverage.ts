import { z } from 'zod';
import { capabilities } from './capabilities.ts';
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
  /** Capabilities the source lacks, with the reason; absent in reports of schema 1.1 and before. */
  not_offered: z.partialRecord(z.enum(capabilities), z.string()).optional(),
});
export type Coverage = z.infer<typeof coverageSchema>;
