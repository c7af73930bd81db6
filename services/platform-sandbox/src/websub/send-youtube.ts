import type { DemoUser, World } from '@viral-scan/worlds';
import { composeMessage, type Envelope } from '../webhooks/compose-message.ts';
import type { NewDelivery } from '../webhooks/deliveries.ts';
import { type DeliveryFault, happenedAtMs } from '../webhooks/delivery-faults.ts';
import { hubSignature } from '../webhooks/signatures.ts';
import type { WorldClock } from '../world-clock.ts';
import {
  atomFeed,
  type FeedEntry,
  type FeedEvent,
  hubAddress,
  tombstoneFeed,
} from './atom-feed.ts';
import type { Hub } from './hub.ts';
import type { Subscription } from './subscriptions.ts';
import { channelOfTopic } from './topic.ts';

export interface FeedDeps {
  readonly world: World;
  readonly clock: WorldClock;
  readonly user: DemoUser;
  readonly hub: Hub;
}

export interface FeedWish {
  readonly event: FeedEvent;
  /** How many videos in one feed, the newest first. */
  readonly count: number;
  readonly post?: string | undefined;
  /** Of the entries, instead of the videos' own. */
  readonly title?: string | undefined;
  readonly signature: 'sha1' | 'sha256';
  readonly faults: readonly DeliveryFault[];
  readonly secret?: string | undefined;
  readonly attempts?: number | undefined;
}

const shifting = ['stale', 'old_event', 'future'] as const;
/** A video shows up in feeds a little after it was published. */
const settlesMs = 12_345;

/**
 * A feed of each channel to each of its subscribers. Without channels, of those that someone has
 * subscribed to.
 * @throws RangeError where nobody is subscribed, or a channel has no video
 */
export function feedDeliveries(
  deps: FeedDeps,
  wish: FeedWish,
  asked: readonly string[],
): readonly NewDelivery[] {
  const first = deps.hub.active()[0];
  const known = first === undefined ? null : channelOfTopic(first.topic);
  const channels = asked.length > 0 ? asked : known === null ? [] : [known];
  const deliveries = channels.flatMap((channelId) =>
    deps.hub.activeOf(channelId).map((to) => feedDelivery(deps, wish, channelId, to)),
  );
  if (deliveries.length === 0) throw new RangeError('account: nobody is subscribed to it');
  return deliveries;
}

export function feedDelivery(
  { world, clock }: Pick<FeedDeps, 'world' | 'clock'>,
  wish: FeedWish,
  channelId: string,
  { callback, topic, secret, formerSecret }: Subscription,
): NewDelivery {
  const { event, faults, attempts, signature } = wish;
  const at = new Date(happenedAtMs(faults, clock.now().getTime(), shifting));
  const feed = {
    topic,
    channelId,
    channelTitle: world.channel(channelId)?.title ?? 'Channel title',
    updatedAt: at,
    escapesAll: faults.includes('escaped'),
  };
  const entries = entriesOf(world, clock.now(), wish, channelId, at);
  const text =
    event === 'delete'
      ? tombstoneFeed(
          feed,
          entries.map(({ videoId }) => videoId),
        )
      : atomFeed(feed, entries);
  const signs = wish.secret ?? secret;
  const envelope: Envelope = {
    text,
    contentType: 'application/atom+xml',
    headers: { Link: `<${topic}>; rel="self", <${hubAddress}/>; rel="hub"` },
    sign: (body, key) =>
      signs === null ? {} : { 'X-Hub-Signature': hubSignature(body, key, signature) },
  };
  const secrets = { current: signs ?? '', former: formerSecret };
  if (faults.includes('old_secret') && formerSecret === null) {
    throw new RangeError('faults: old_secret, but no renewal brought another one');
  }
  return {
    platform: 'youtube',
    event,
    url: callback,
    attempts,
    message: (attempt) => composeMessage(envelope, secrets, faults, attempt),
  };
}

function entriesOf(
  world: World,
  now: Date,
  { event, count, post, title, faults }: FeedWish,
  channelId: string,
  at: Date,
): readonly FeedEntry[] {
  const isShifted = faults.some((fault) => shifting.some((known) => known === fault));
  const entryOf = (videoId: string): FeedEntry => {
    const video = world.video(videoId, now);
    const publishedAt = isShifted || video === null ? at : video.publishedAt;
    const settledAt = new Date(Math.min(publishedAt.getTime() + settlesMs, at.getTime()));
    const own = video?.title ?? `Video ${videoId}`;
    return {
      videoId,
      title: title ?? (event === 'edit' ? `${own} <2nd edition> & "more"` : own),
      publishedAt,
      updatedAt: event === 'edit' ? at : settledAt,
    };
  };
  if (post !== undefined) return [entryOf(post)];
  const entries = world
    .uploads(channelId, now)
    .slice(0, count)
    .map(({ id }) => entryOf(id));
  if (entries.length === 0) throw new RangeError('post: the channel has none; name one');
  return faults.includes('reordered') ? entries.toReversed() : entries;
}
