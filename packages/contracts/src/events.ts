import { z } from 'zod';

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
  traceparent: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});
export type DomainEvent = z.infer<typeof eventSchema>;
