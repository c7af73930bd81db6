import { createHash } from 'node:crypto';
import { type DeliveryVerdict, type InboundEvent, oldestEventMs } from '@viral-scan/contracts';

export const refused = (
  status: Extract<DeliveryVerdict, { outcome: 'refused' }>['status'],
  reason: string,
): DeliveryVerdict => ({ outcome: 'refused', status, reason });

/** Each event once, and none that is older than what is remembered of events. */
export function accepted(events: readonly InboundEvent[], now: Date): DeliveryVerdict {
  const once = [...new Map(events.map((event) => [event.key, event])).values()];
  const oldest = now.getTime() - oldestEventMs;
  const fresh = once.filter(({ occurredAt }) => !(occurredAt && occurredAt.getTime() < oldest));
  return { outcome: 'accepted', events: fresh, stale: once.length - fresh.length };
}

/** A key over what names a happening. */
export const eventKey = (platform: InboundEvent['platform'], names: readonly unknown[]): string =>
  createHash('sha256')
    .update(JSON.stringify([platform, ...names]))
    .digest('hex');
