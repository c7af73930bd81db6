import { z } from 'zod';
import { connectionStateSchema } from './connections.ts';
import { platformApis } from './connector.ts';
import { accessSchema, platformSchema, roleSchema, sourceSchema } from './platform.ts';

const countSchema = z.int().nonnegative();

const apiCostSchema = z.object({
  api: z.enum(platformApis),
  calls: countSchema,
  units: countSchema.describe('Of a daily budget'),
});

/** What is known of an account before it is read. */
const knownSchema = z.object({
  posts: countSchema.describe('Known posts in the look-back that have not vanished'),
  listing: z
    .enum(['complete', 'stopped', 'never'])
    .describe('Of all posts since `listed_since`, stopped on its way back, or not begun'),
  listed_since: z.iso.datetime().nullable(),
  listed_at: z.iso.datetime().nullable().describe('Null: never'),
  due: z
    .object({
      counters: countSchema,
      insights: countSchema.nullable(),
      days: z.boolean().nullable(),
    })
    .describe('What is to be read again; null: the source has none'),
});

/** What reading one account takes. */
const plannedSchema = z.object({
  at_least: z
    .boolean()
    .describe(
      'True: how many posts there are to list is not known. Each page of new posts costs up to `further_page`, the first one too',
    ),
  listing_pages: countSchema,
  lookups: countSchema.describe('Batches of known posts'),
  insights: countSchema.describe('Batches of posts whose insights are read'),
  days: z.boolean(),
  calls: z.array(apiCostSchema),
  further_page: z
    .object({ posts: countSchema, calls: z.array(apiCostSchema) })
    .nullable()
    .describe('A full page of new posts, with what owners see of each. Null: the plan is exact'),
});

const plannedAccountSchema = z.object({
  account_id: z.string(),
  platform: platformSchema,
  role: roleSchema,
  readable: z.boolean().describe('False: nothing is asked of the platform, `reason` says why'),
  reason: z.string().nullable(),
  source: sourceSchema.nullable().describe('Null: there is none'),
  access: accessSchema.nullable(),
  connection: z
    .enum([...connectionStateSchema.options, 'not_connected'])
    .nullable()
    .describe('Null of competitors'),
  reauthorize_url: z.string().nullable().describe('Where to connect it, when that would help'),
  known: knownSchema,
  planned: plannedSchema,
});

const budgetSchema = z.object({
  budget: z.string(),
  counts: z.enum(['calls', 'units']),
  limit: countSchema,
  remaining: countSchema,
  resets_at: z.iso.datetime().nullable().describe('Null: all of it is there'),
});

const plannedApiSchema = apiCostSchema.extend({
  budgets: z.array(budgetSchema).nullable().describe('Null: `budgets_reason` says why'),
  budgets_reason: z.string().nullable(),
  fits_today: z
    .boolean()
    .nullable()
    .describe('Into what remains of the day’s units; null: not known'),
  ends_on: z.iso
    .date()
    .nullable()
    .describe('The day of the budget’s zone on which the last unit is used'),
});

/** 200 of `POST /scan/initiate` with `dry_run`. */
export const collectionPlanSchema = z.object({
  dry_run: z.literal(true),
  as_of: z.iso.datetime(),
  at_least: z.boolean(),
  accounts: z.array(plannedAccountSchema),
  apis: z.array(plannedApiSchema),
  fits_today: z.boolean().nullable(),
  ends_on: z.iso.date().nullable(),
  estimated_seconds: countSchema.describe(
    'At the pace of the budgets, waits for another day aside',
  ),
});
export type CollectionPlan = z.infer<typeof collectionPlanSchema>;
