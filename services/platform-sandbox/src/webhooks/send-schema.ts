import { z } from 'zod';
import { deliveryFaults } from './delivery-faults.ts';
import { commentActions, commentTypes, tiktokEvents } from './tiktok-events.ts';

const id = z.string().min(1).max(200);
const common = {
  /** As its app knows it; by default the first that is connected. */
  account: id.optional(),
  /** Happenings go round them. */
  accounts: z.array(id).min(1).max(1_000).optional(),
  /** By default the account's newest, and those before it. */
  post: id.optional(),
  count: z.number().int().min(1).max(5_000).default(1),
  faults: z.array(z.enum(deliveryFaults)).max(deliveryFaults.length).default([]),
  /** Signs with this instead of the app's. */
  secret: z.string().min(1).max(500).optional(),
  attempts: z.number().int().min(1).max(20).optional(),
  /** Answers when all is delivered or given up, with the log of it. */
  wait: z.boolean().default(false),
};

export const tiktokOrder = z.strictObject({
  ...common,
  platform: z.literal('tiktok'),
  event: z.enum(tiktokEvents),
  reason: z.number().int().min(0).max(5).default(1),
  post: z
    .string()
    .regex(/^[1-9]\d{0,18}$/, 'must be decimal digits')
    .optional(),
  comment: z
    .string()
    .regex(/^[1-9]\d{0,18}$/, 'must be decimal digits')
    .optional(),
  comment_type: z.enum(commentTypes).default('comment'),
  comment_action: z.enum(commentActions).default('insert'),
});
export type TikTokOrder = z.output<typeof tiktokOrder>;

export const orderSchema = z.discriminatedUnion('platform', [tiktokOrder]);
export type Order = z.output<typeof orderSchema>;
