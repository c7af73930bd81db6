import { challengeOf, type Query } from './verify-challenge.ts';
import { channelOfTopic } from './websub-topic.ts';

/** What a hub asks whether we meant it. */
export interface WebsubIntent {
  readonly mode: 'subscribe' | 'unsubscribe';
  readonly channelId: string;
  /** The whole body of a 200, as plain text; without such a subscription of ours it is a 404. */
  readonly challenge: string;
  /** How long the hub will deliver; null when it does not say, as with `unsubscribe`. */
  readonly leaseSeconds: number | null;
}

/** A hub's verification of intent (WebSub, 5.3), `GET ?hub.mode&hub.topic&hub.challenge&…`. */
export function readWebsubIntent(query: Query): WebsubIntent | null {
  const mode = query['hub.mode'];
  const topic = query['hub.topic'];
  const lease = query['hub.lease_seconds'];
  const channelId = typeof topic === 'string' ? channelOfTopic(topic) : null;
  const challenge = challengeOf(query);
  if (mode !== 'subscribe' && mode !== 'unsubscribe') return null;
  if (channelId === null || challenge === null) return null;
  const leaseSeconds = typeof lease === 'string' && /^\d{1,9}$/.test(lease) ? Number(lease) : null;
  return { mode, channelId, challenge, leaseSeconds };
}
