import type { InboundEvent, ReadDelivery } from '@viral-scan/contracts';
import { bodyText } from './document.ts';
import { isSignedByOne, singleHeader } from './signature.ts';
import { accepted, eventKey, refused } from './verdict.ts';
import { type FeedEntry, readVideoFeed } from './video-feed.ts';
import { channelOfTopic } from './websub-topic.ts';

export interface WebsubDeliveriesDeps {
  /**
   * The secrets of our subscription to a channel's feed, all that are in force; none where there is
   * no such subscription. The channel is only claimed by the delivery, and null when it names none.
   */
  secretsOf(channelId: string | null): readonly string[];
}

/**
 * An upload and a change of its title look alike. What was touched within this of its publication
 * is taken for new; whether the post is known has the last word.
 */
const newForMs = 10 * 60_000;

/**
 * YouTube's pushes through a WebSub hub: an Atom feed with one or several entries or tombstones,
 * `X-Hub-Signature: sha1=<hex>` (or `sha256=`) over the raw body. What is thrown away is answered
 * like all else, as WebSub (8.1) wants it: nobody learns what a right signature would be.
 */
export const websubDeliveries =
  ({ secretsOf }: WebsubDeliveriesDeps): ReadDelivery =>
  (delivery, now) => {
    const header = singleHeader(delivery, 'x-hub-signature');
    if (header === null) return refused(202, 'X-Hub-Signature is missing, or there are several');
    const [, named, signature] = /^(sha1|sha256)=([0-9a-f]+)$/i.exec(header) ?? [];
    if (named === undefined || signature === undefined) {
      return refused(202, 'X-Hub-Signature is not of the form sha1=… or sha256=…');
    }
    const algorithm = /1$/.test(named) ? 'sha1' : 'sha256';
    const secrets = secretsOf(topicIn(singleHeader(delivery, 'link')));
    if (!isSignedByOne(signature, { algorithm, secrets, parts: [delivery.body] })) {
      return refused(202, 'X-Hub-Signature does not match the body');
    }
    const entries = readVideoFeed(bodyText(delivery.body) ?? '');
    if (entries === null) return refused(202, 'the body is no Atom feed that we read');
    return accepted(entries.map(eventOf), now.world);
  };

/** The channel whose feed a `Link` header calls `self` (RFC 8288). */
function topicIn(link: string | null): string | null {
  for (const part of (link ?? '').slice(0, 4_000).split(',')) {
    const [, address] = /^\s*<([^<>]*)>[^<>]*;\s*rel="?self"?\s*(?:;|$)/i.exec(part) ?? [];
    if (address !== undefined) return channelOfTopic(address);
  }
  return null;
}

function eventOf(entry: FeedEntry): InboundEvent {
  const { isDeleted, videoId, channelId, updatedAt, written } = entry;
  const name = isDeleted ? 'deleted-entry' : 'entry';
  return {
    platform: 'youtube',
    key: eventKey('youtube', [name, videoId, written]),
    kind: isDeleted ? 'post_removed' : isNew(entry) ? 'post_published' : 'post_changed',
    name,
    accountId: channelId,
    postId: videoId,
    occurredAt: updatedAt,
  };
}

const isNew = ({ publishedAt, updatedAt }: FeedEntry): boolean =>
  publishedAt !== null &&
  updatedAt !== null &&
  updatedAt.getTime() - publishedAt.getTime() < newForMs;
