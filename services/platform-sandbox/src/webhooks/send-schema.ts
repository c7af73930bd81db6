import { z } from 'zod';
import { feedEvents } from '../websub/atom-feed.ts';
import { webhookPlatforms } from './callbacks.ts';
import { deliveryFaults } from './delivery-faults.ts';
import { instagramEvents, instagramShapes } from './instagram-events.ts';
import { threadsEvents, threadsTargets } from './threads-events.ts';
import { commentActions, commentTypes, tiktokEvents } from './tiktok-events.ts';

const id = z.string().min(1).max(200);
const int64 = z.string().regex(/^[1-9]\d{0,18}$/, 'must be decimal digits');

export const commonOrder = {
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
const meta = {
  ...commonOrder,
  /** Whether the body is plain ASCII with `\uXXXX` and `\/`. */
  escapes: z.boolean().default(true),
};

const tiktokOrder = z.strictObject({
  ...commonOrder,
  platform: z.literal('tiktok'),
  event: z.enum(tiktokEvents),
  reason: z.number().int().min(0).max(5).default(1),
  post: int64.optional(),
  comment: int64.optional(),
  comment_type: z.enum(commentTypes).default('comment'),
  comment_action: z.enum(commentActions).default('insert'),
});
const instagramOrder = z.strictObject({
  ...meta,
  platform: z.literal('instagram'),
  event: z.enum(instagramEvents),
  shape: z.enum(instagramShapes).default('changes'),
});
const threadsOrder = z.strictObject({
  ...meta,
  platform: z.literal('threads'),
  event: z.enum(threadsEvents),
  target_id: z.enum(threadsTargets).optional(),
});
/** Through the hub. */
const youtubeOrder = z.strictObject({
  ...commonOrder,
  platform: z.literal('youtube'),
  event: z.enum(feedEvents),
  count: z.number().int().min(1).max(1_000).default(1),
  post: z
    .string()
    .regex(/^[\w-]{1,50}$/, 'must be the id of a video')
    .optional(),
  title: z.string().max(500).optional(),
  signature: z.enum(['sha1', 'sha256']).default('sha1'),
});
const requestedEvents = ['deauthorize', 'data_deletion'] as const;
/** Meta's callbacks with a signed request. */
const requestOrder = z.strictObject({
  ...commonOrder,
  platform: z.enum(['instagram', 'threads']),
  event: z.enum(requestedEvents),
  /** Which id names the user: by default that of the grant, else of Instagram Login. */
  login: z.enum(['instagram', 'facebook']).optional(),
});

export type TikTokOrder = z.output<typeof tiktokOrder>;
export type InstagramOrder = z.output<typeof instagramOrder>;
export type ThreadsOrder = z.output<typeof threadsOrder>;
export type RequestOrder = z.output<typeof requestOrder>;
export type YoutubeOrder = z.output<typeof youtubeOrder>;
export type WebhookOrder = TikTokOrder | InstagramOrder | ThreadsOrder | RequestOrder;
export type Order = WebhookOrder | YoutubeOrder;

export const isRequest = (order: WebhookOrder): order is RequestOrder =>
  requestedEvents.some((event) => event === order.event);

const platformOnly = z.object({
  platform: z.enum([...webhookPlatforms, 'youtube']),
  event: z.string(),
});

/** Each platform has events and options of its own. @throws ZodError */
export function readOrder(body: unknown): Order {
  const { platform, event } = platformOnly.parse(body);
  if (platform === 'youtube') return youtubeOrder.parse(body);
  if (platform === 'tiktok') return tiktokOrder.parse(body);
  if (requestedEvents.some((known) => known === event)) return requestOrder.parse(body);
  return platform === 'instagram' ? instagramOrder.parse(body) : threadsOrder.parse(body);
}
