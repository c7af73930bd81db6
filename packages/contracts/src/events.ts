import { z } from 'zod';
import { scrapeOptionsSchema } from './scraping.ts';
import type { ViralPost } from './viral-post.ts';

export const eventTypes = [
  'viral.scraping.started',
  'viral.content.discovered',
  'viral.pattern.identified',
  'viral.scraping.completed',
  'viral.account.reauthorization_required',
] as const;

/**
 * CloudEvents 1.0 envelope of what leaves through the outbox; `subject` is the scan's id, or the
 * account's where the event is about one.
 */
export const eventSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.string(),
  type: z.enum(eventTypes),
  subject: z.string().min(1),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  /** Events with the same one arrive in order: the account's ref, or the scan's id where it has several. */
  partitionkey: z.string().optional(),
  traceparent: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});
export type DomainEvent = z.infer<typeof eventSchema>;

/** Where events go. */
export const destinations = ['stream', 'orchestrator', 'viral-engine'] as const;
export type Destination = (typeof destinations)[number];

/** One event on its way to one destination, taken by one process for a while. */
export interface OutboundDelivery {
  readonly deliveryId: number;
  readonly destination: Destination;
  readonly event: DomainEvent;
  /** What the event tells of, in full; null where it tells of no posts. */
  readonly patterns: readonly ViralPost[] | null;
  /** From 1. */
  readonly attempt: number;
  readonly createdAt: Date;
}

/** A wish for a scraping task, from the broker: a CloudEvent whose id makes it one, however often it comes. */
export const scrapingRequestedSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(100),
  source: z.string().min(1).max(200),
  type: z.literal('viral.scraping.requested'),
  time: z.iso.datetime({ offset: true }).optional(),
  traceparent: z.string().max(100).optional(),
  data: scrapeOptionsSchema.extend({
    account_id: z.string().min(1).max(300),
    /** For whom; the configured user unless it says. */
    user_id: z.uuid().optional(),
  }),
});
export type ScrapingRequested = z.infer<typeof scrapingRequestedSchema>;
