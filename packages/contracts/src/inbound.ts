import type { ConnectablePlatform } from './connections.ts';

/**
 * What a platform tells of by itself. `post_published`, `post_changed` and `post_removed` make the
 * account be read at once; `comment` and `mention` make the post be read with the next collection;
 * `access_removed` (by the user, at the platform) erases what was read with the grant; nothing
 * follows from `other`.
 */
export const inboundKinds = [
  'post_published',
  'post_changed',
  'post_removed',
  'comment',
  'mention',
  'access_removed',
  'other',
] as const;
export type InboundKind = (typeof inboundKinds)[number];

/** One happening, without any text of a person. */
export interface InboundEvent {
  readonly platform: ConnectablePlatform;
  /**
   * SHA-256, hex, over what names the happening and nothing else: told again, in whatever company
   * or order, it has the same key.
   */
  readonly key: string;
  readonly kind: InboundKind;
  /** As the platform calls it, such as `post.publish.publicly_available`. */
  readonly name: string;
  /** External id or alias of the account; null where only the subscription knows. */
  readonly accountId: string | null;
  readonly postId: string | null;
  /** As told; null when it is not. */
  readonly occurredAt: Date | null;
}

/** As it came over the wire: signatures are over these bytes. */
export interface InboundDelivery {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

export type DeliveryVerdict =
  | {
      readonly outcome: 'accepted';
      /** Each key once. */
      readonly events: readonly InboundEvent[];
      /** Left out: older than what is remembered of events. */
      readonly stale: number;
    }
  | {
      readonly outcome: 'refused';
      /** What the sender is answered: WebSub wants 202 also for what is thrown away. */
      readonly status: 202 | 400 | 401;
      /** For logs and the sender: names no secret and nothing of the body. */
      readonly reason: string;
    };

/** How long an event's key is remembered at the least. */
export const rememberEventsMs = 8 * 86_400_000;
/** Older than this, an event that carries its time is not taken any more: less than is remembered. */
export const oldestEventMs = 7 * 86_400_000;

/** Tells what a delivery is worth. Never throws. */
export type ReadDelivery = (
  delivery: InboundDelivery,
  now: {
    /** Of signatures and of when something was sent. */
    readonly real: Date;
    /** Of posts. */
    readonly world: Date;
  },
) => DeliveryVerdict;
