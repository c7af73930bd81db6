import type { WebhookPlatform } from './callbacks.ts';
import { threadsDelivery } from './send-threads.ts';
import { tiktokDelivery } from './send-tiktok.ts';
import { connectedTargets, newestPosts } from './targets.ts';
import { usualTikTok } from './tiktok-events.ts';
import type { Channel, WebhookDeps } from './webhook-deps.ts';

/** A jump over months must not become an endless queue. */
const mostPerAccount = 1_000;

/**
 * The world's clock went from one moment to another: the posts of connected accounts that appeared
 * meanwhile are told of, oldest first. Not on Instagram, which has no such event.
 */
export function announceMove(deps: WebhookDeps, from: Date, to: Date): void {
  const tiktok = channelOf(deps, 'tiktok');
  const threads = channelOf(deps, 'threads');
  if (tiktok !== null) {
    deps.deliveries.send(
      appeared(deps, 'tiktok', from, to).map(({ target, postId }) =>
        tiktokDelivery(
          deps,
          tiktok,
          { faults: [] },
          {
            ...usualTikTok,
            event: 'post.publish.publicly_available',
            clientKey: target.clientId,
            openId: target.shownId,
            postId,
            at: new Date(deps.realNow()),
            serial: deps.serial(),
          },
        ),
      ),
    );
  }
  if (threads !== null) {
    const wish = { event: 'publish', faults: [], escapes: true } as const;
    deps.deliveries.send(
      appeared(deps, 'threads', from, to).map(({ target, postId }) =>
        threadsDelivery(deps, threads, wish, target, postId),
      ),
    );
  }
}

function channelOf({ callbacks }: WebhookDeps, platform: WebhookPlatform): Channel | null {
  const callback = callbacks.get(platform);
  if (callback === null || callback.url === null) return null;
  const { url, secret, formerSecret } = callback;
  return { url, secrets: { current: secret, former: formerSecret } };
}

const appeared = (deps: WebhookDeps, platform: WebhookPlatform, from: Date, to: Date) =>
  connectedTargets(deps, platform).flatMap((target) =>
    newestPosts(deps, platform, target.worldId, mostPerAccount)
      .filter(({ createdAt }) => createdAt > from && createdAt <= to)
      .map(({ id }) => ({ target, postId: id }))
      .toReversed(),
  );
