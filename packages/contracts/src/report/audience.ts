import { z } from 'zod';
import { audienceDimensions } from '../audience.ts';
import { platformSchema } from '../platform.ts';
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

/**
 * Who an own account's followers are, by one dimension, as its platform counts them: an observation,
 * no effect on posts. Not of viewers, and not of those of whom the platform does not know it.
 */
export const audienceDemographicsSchema = z.object({
  account_id: z.string(),
  platform: platformSchema,
  dimension: z.enum(audienceDimensions),
  /** When the platform said so. */
  captured_at: z.iso.datetime(),
  /** Most first. */
  groups: z.array(
    z.object({
      /** As the platform names it, such as `25-34`, `Female`, `DE` or `Berlin, Berlin`. */
      name: z.string(),
      /** 0–1 of the followers it could tell of the dimension. */
      share: z.number().min(0).max(1),
      /** Followers; null where the platform gives shares only. */
      count: countSchema.nullable(),
    }),
  ),
});
export type AudienceDemographicsFound = z.infer<typeof audienceDemographicsSchema>;
