import { composeMessage } from './compose-message.ts';
import type { NewDelivery } from './deliveries.ts';
import { type DeliveryFault, happenedAtMs, sentAtSeconds } from './delivery-faults.ts';
import type { TikTokOrder } from './send-schema.ts';
import { postsFor, targetsOf } from './targets.ts';
import { type TikTokHappening, tiktokEnvelope, tiktokText } from './tiktok-events.ts';
import type { Channel, WebhookDeps } from './webhook-deps.ts';

/** A delivery for each happening. */
export function tiktokDeliveries(
  deps: WebhookDeps,
  order: TikTokOrder,
  channel: Channel,
): readonly NewDelivery[] {
  const targets = targetsOf(deps, 'tiktok', order);
  const at = new Date(happenedAtMs(order.faults, deps.realNow(), ['old_event']));
  const posts = targets.map(({ worldId }) =>
    order.event === 'authorization.removed'
      ? () => ''
      : postsFor(deps, 'tiktok', worldId, order.post, order.count),
  );
  return Array.from({ length: order.count }, (_, index) => {
    const turn = index % targets.length;
    const target = targets[turn] ?? targets[0];
    return tiktokDelivery(deps, channel, order, {
      event: order.event,
      clientKey: target.clientId,
      openId: target.shownId,
      postId: posts[turn]?.(Math.floor(index / targets.length)) ?? '',
      at,
      serial: deps.serial(),
      reason: order.reason,
      commentId: order.comment ?? null,
      commentType: order.comment_type,
      commentAction: order.comment_action,
    });
  });
}

export function tiktokDelivery(
  { realNow, logId }: WebhookDeps,
  { url, secrets }: Channel,
  order: { readonly faults: readonly DeliveryFault[]; readonly attempts?: number | undefined },
  happening: TikTokHappening,
): NewDelivery {
  const { faults, attempts } = order;
  const text = tiktokText(happening);
  const log = logId();
  return {
    platform: 'tiktok',
    event: happening.event,
    url,
    attempts,
    message: (attempt) =>
      composeMessage(
        tiktokEnvelope(text, sentAtSeconds(faults, realNow()), log),
        secrets,
        faults,
        attempt,
      ),
  };
}
