import { z } from 'zod';
import { optimalTimeSchema } from './report/index.ts';

const durationSchema = z.iso.duration().describe('ISO 8601, such as `PT6H`');

/** When it is best to post on an account, as its user's latest report has it. */
const postingSchema = z.object({
  slots: z.array(optimalTimeSchema),
  reason: z.string().nullable().describe('Why there are none'),
  scan_id: z.uuid().nullable().describe('Of the report'),
  as_of: z.iso.datetime().nullable().describe('The moment the report speaks of'),
});

/** When an account is read. */
const collectionsSchema = z.object({
  scheduled: z.boolean().describe('False: nobody reads it by itself, `reason` says why'),
  reason: z.string().nullable(),
  rule: z
    .array(z.object({ younger_than: durationSchema, every: durationSchema }))
    .describe('A post is read again that often; the first that fits its age holds'),
  new_posts_every: durationSchema.describe('How often new posts are looked for'),
  next_at: z.iso.datetime().nullable().describe('Null: not scheduled'),
  due_now: z.int().nonnegative().describe('Posts that are to be read'),
  upcoming: z
    .array(
      z.object({
        at: z.iso.datetime(),
        posts: z.int().positive(),
        reason: z.string(),
      }),
    )
    .describe('The next reading of each known post, to the minute: the first 20 within 7 days'),
});

/** `GET /accounts/{id}/schedule`. */
export const accountScheduleSchema = z.object({
  account_id: z.string(),
  as_of: z.iso.datetime(),
  posting: postingSchema,
  collections: collectionsSchema,
});
export type AccountSchedule = z.infer<typeof accountScheduleSchema>;
