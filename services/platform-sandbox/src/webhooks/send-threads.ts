import { composeMessage } from './compose-message.ts';
import type { NewDelivery } from './deliveries.ts';
import { type DeliveryFault, happenedAtMs } from './delivery-faults.ts';
import { metaEnvelope } from './meta-json.ts';
import type { ThreadsOrder } from './send-schema.ts';
import { postsFor, type Target, targetsOf } from './targets.ts';
import { type ThreadsHappening, threadsText } from './threads-events.ts';
import type { Channel, WebhookDeps } from './webhook-deps.ts';

interface ThreadsWish {
  readonly event: ThreadsHappening['event'];
  readonly faults: readonly DeliveryFault[];
  readonly attempts?: number | undefined;
  readonly escapes: boolean;
  readonly target_id?: ThreadsHappening['target'] | undefined;
}

/** A delivery for each happening. */
export function threadsDeliveries(
  deps: WebhookDeps,
  order: ThreadsOrder,
  channel: Channel,
): readonly NewDelivery[] {
  const targets = targetsOf(deps, 'threads', order);
  const posts = targets.map(({ worldId }) =>
    postsFor(deps, 'threads', worldId, order.post, order.count),
  );
  return Array.from({ length: order.count }, (_, index) => {
    const turn = index % targets.length;
    const postId = posts[turn]?.(Math.floor(index / targets.length)) ?? '';
    return threadsDelivery(deps, channel, order, targets[turn] ?? targets[0], postId);
  });
}

export function threadsDelivery(
  deps: WebhookDeps,
  { url, secrets }: Channel,
  wish: ThreadsWish,
  { worldId, clientId }: Target,
  postId: string,
): NewDelivery {
  const { event, faults, attempts } = wish;
  const { threads } = deps.world;
  const worldAt = deps.clock.now();
  const happening: ThreadsHappening = {
    event,
    appId: clientId,
    profileId: worldId,
    username: threads.profiles.find(({ id }) => id === worldId)?.username ?? `user_${worldId}`,
    post: threads.post(postId, worldAt) ?? {
      id: postId,
      shortcode: `P${postId}`,
      mediaType: 'TEXT_POST',
      text: 'Unbekannt / unknown',
      createdAt: worldAt,
    },
    at: new Date(happenedAtMs(faults, deps.realNow(), ['stale', 'old_event', 'future'])),
    worldAt,
    serial: deps.serial(),
    target: wish.target_id ?? null,
  };
  const envelope = metaEnvelope(threadsText(happening, wish.escapes));
  return {
    platform: 'threads',
    event,
    url,
    attempts,
    message: (attempt) => composeMessage(envelope, secrets, faults, attempt),
  };
}
