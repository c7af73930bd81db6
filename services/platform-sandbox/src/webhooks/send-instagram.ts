import { composeMessage } from './compose-message.ts';
import type { NewDelivery } from './deliveries.ts';
import { happenedAtMs } from './delivery-faults.ts';
import { instagramText } from './instagram-events.ts';
import { metaEnvelope } from './meta-json.ts';
import type { InstagramOrder } from './send-schema.ts';
import { postsFor, targetsOf } from './targets.ts';
import type { Channel, WebhookDeps } from './webhook-deps.ts';

/** All that happened, in one delivery. */
export function instagramDelivery(
  deps: WebhookDeps,
  order: InstagramOrder,
  { url, secrets }: Channel,
): NewDelivery {
  const { event, count, faults, attempts } = order;
  const targets = targetsOf(deps, 'instagram', order);
  const at = new Date(happenedAtMs(faults, deps.realNow(), ['stale', 'old_event', 'future']));
  const posts = targets.map(({ worldId }) =>
    event === 'messages' ? () => '' : postsFor(deps, 'instagram', worldId, order.post, count),
  );
  const happenings = Array.from({ length: count }, (_, index) => {
    const turn = index % targets.length;
    return {
      event,
      accountId: (targets[turn] ?? targets[0]).worldId,
      mediaId: posts[turn]?.(Math.floor(index / targets.length)) ?? '',
      at,
      serial: deps.serial(),
    };
  });
  const ordered = faults.includes('reordered') ? happenings.toReversed() : happenings;
  const envelope = metaEnvelope(instagramText(ordered, order.shape, order.escapes));
  return {
    platform: 'instagram',
    event,
    url,
    attempts,
    message: (attempt) => composeMessage(envelope, secrets, faults, attempt),
  };
}
