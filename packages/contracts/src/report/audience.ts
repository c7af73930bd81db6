import { z } from 'zod';
import { countSchema } from './figures.ts';

/**
 * When an own account's followers are active, as its platform counts them: an observation, no
 * effect on posts. Hours are of `timezone`.
 */
export const audienceActivitySchema = z.object({
  account_id: z.string(),
  timezone: z.string(),
  /** The platform's days of which hours are known. */
  days: countSchema,
  /** The first and the last of them. */
  from: z.iso.date(),
  to: z.iso.date(),
  hours: z.array(
    z.object({
      hour: z.int().min(0).max(23),
      /** Followers active in that hour, mean over the days. */
      mean_active: z.number(),
      /** Standard error of that mean; null for a single day. */
      standard_error: z.number().nullable(),
    }),
  ),
  /** Tops of the daily curve that rise out of it by a tenth of its mean, highest first. */
  peak_hours: z.array(z.int().min(0).max(23)),
});
export type AudienceActivityFound = z.infer<typeof audienceActivitySchema>;
