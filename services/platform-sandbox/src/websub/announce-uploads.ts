import type { Deliveries } from '../webhooks/deliveries.ts';
import { type FeedDeps, feedDelivery } from './send-youtube.ts';

const mostPerChannel = 1_000;

/** Videos that appeared between two moments, to whoever is subscribed: one by one, oldest first. */
export function announceUploads(
  deps: FeedDeps & { readonly deliveries: Deliveries },
  from: Date,
  to: Date,
): void {
  const { world, hub, deliveries } = deps;
  const channels = world.channels.filter(({ id }) => hub.activeOf(id).length > 0);
  for (const { id } of channels) {
    const appeared = world
      .uploads(id, to)
      .slice(0, mostPerChannel)
      .filter(({ publishedAt }) => publishedAt > from && publishedAt <= to)
      .toReversed();
    deliveries.send(
      appeared.flatMap((video) => {
        const wish = {
          event: 'upload',
          count: 1,
          post: video.id,
          signature: 'sha1',
          faults: [],
        } as const;
        return hub.activeOf(id).map((subscriber) => feedDelivery(deps, wish, id, subscriber));
      }),
    );
  }
}
