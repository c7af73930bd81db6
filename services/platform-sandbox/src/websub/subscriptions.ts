import { channelOfTopic } from './topic.ts';

export interface Subscription {
  readonly callback: URL;
  /** In the words of the subscriber, who is told of it in the same ones. */
  readonly topic: string;
  /** Null: what is sent is not signed. */
  readonly secret: string | null;
  /** The one before a renewal brought another; null: there was none. */
  readonly formerSecret: string | null;
  readonly leaseSeconds: number;
  /** Real time. */
  readonly expiresAt: Date;
}

/** Who is told of which channel: one for each pair of address and topic. */
export interface Subscriptions {
  /** Replaces the one before. */
  put(subscription: Omit<Subscription, 'formerSecret'>): void;
  remove(callback: URL, topic: string): void;
  /** Those whose lease has not ended. */
  active(): readonly Subscription[];
  activeOf(channelId: string): readonly Subscription[];
}

export function createSubscriptions(realNow: () => number): Subscriptions {
  const known = new Map<string, Subscription>();
  const keyOf = (callback: URL, topic: string): string => JSON.stringify([callback.href, topic]);
  const active = (): readonly Subscription[] =>
    [...known.values()].filter(({ expiresAt }) => expiresAt.getTime() > realNow());
  return {
    put(subscription) {
      const key = keyOf(subscription.callback, subscription.topic);
      const before = known.get(key);
      const isSame = before?.secret === subscription.secret;
      const formerSecret = (isSame ? before?.formerSecret : before?.secret) ?? null;
      known.set(key, { ...subscription, formerSecret });
    },
    remove(callback, topic) {
      known.delete(keyOf(callback, topic));
    },
    active,
    activeOf: (channelId) => active().filter(({ topic }) => channelOfTopic(topic) === channelId),
  };
}
