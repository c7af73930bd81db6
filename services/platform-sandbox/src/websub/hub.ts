import { createSubscriptions, type Subscriptions } from './subscriptions.ts';
import { type Intent, verifyIntent } from './verify-intent.ts';

/**
 * The hub between YouTube and its subscribers (WebSub). A request changes nothing until the subscriber
 * has confirmed it; until then a subscription from before goes on as it was.
 */
export interface Hub extends Pick<Subscriptions, 'active' | 'activeOf'> {
  /** Resolves when the subscriber has confirmed (true) or not. */
  request(wish: HubWish): Promise<boolean>;
  /** What was asked of subscribers, oldest first: the last 1,000. */
  verifications(): readonly Verification[];
  close(): void;
}

export interface HubWish {
  readonly mode: 'subscribe' | 'unsubscribe';
  readonly callback: URL;
  readonly topic: string;
  readonly secret: string | null;
  readonly leaseSeconds: number;
}

export interface Verification extends Intent {
  readonly outcome: 'pending' | 'verified' | 'denied';
  /** Why it was denied. */
  readonly reason: string | null;
}

export interface HubOptions {
  readonly attempts: number;
  readonly backoffMs: number;
  readonly timeoutMs: number;
  /** Real milliseconds. */
  readonly realNow: () => number;
}

const mostKept = 1_000;

export function createHub({ realNow, ...retries }: HubOptions): Hub {
  const subscriptions = createSubscriptions(realNow);
  const asked: { view: Verification }[] = [];
  const closing = new AbortController();

  return {
    active: subscriptions.active,
    activeOf: subscriptions.activeOf,
    async request({ mode, callback, topic, secret, leaseSeconds }) {
      const intent: Intent = { mode, callback, topic, leaseSeconds };
      const entry: { view: Verification } = {
        view: { ...intent, outcome: 'pending', reason: null },
      };
      asked.push(entry);
      if (asked.length > mostKept) asked.shift();
      const reason = await verifyIntent(intent, { ...retries, signal: closing.signal });
      entry.view = { ...intent, outcome: reason === null ? 'verified' : 'denied', reason };
      if (reason !== null) return false;
      if (mode === 'unsubscribe') subscriptions.remove(callback, topic);
      else {
        const expiresAt = new Date(realNow() + leaseSeconds * 1_000);
        subscriptions.put({ callback, topic, secret, leaseSeconds, expiresAt });
      }
      return true;
    },
    verifications: () => asked.map(({ view }) => view),
    close: () => closing.abort(),
  };
}
