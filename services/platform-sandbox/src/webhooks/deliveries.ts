import type { Message } from './compose-message.ts';
import { callLoopback } from './loopback-call.ts';

/**
 * Deliveries as platforms make them: at least once. Each address gets its deliveries one after the
 * other, in order; one that is not answered with 2xx is sent again later, after waits that double,
 * until it is answered or given up. So only the first attempts keep the order.
 */
export interface Deliveries {
  /** Ids of the log's entries. */
  send(deliveries: readonly NewDelivery[]): readonly number[];
  /** Resolves when none of these is to be tried any more. */
  settled(ids: readonly number[]): Promise<void>;
  /** Oldest first: the last 5,000. */
  list(): readonly Delivery[];
  clear(): void;
  /** Ends what is under way and tries nothing again. */
  close(): void;
}

export interface NewDelivery {
  readonly platform: string;
  readonly event: string;
  readonly url: URL;
  /** Made for each attempt anew: signatures may hold the time. */
  message(attempt: number): Message;
  /** Instead of the usual number. */
  readonly attempts?: number | undefined;
  /** Told the body of a 2xx. */
  onAnswer?(body: string): void;
}

export interface Attempt {
  /** Real time. */
  readonly sentAt: Date;
  readonly tookMs: number;
  /** Null: no answer, for the reason in `error`. */
  readonly status: number | null;
  readonly error: string | null;
}

export interface Delivery {
  readonly id: number;
  readonly platform: string;
  readonly event: string;
  readonly url: string;
  /** Of the last attempt's body. */
  readonly bytes: number;
  readonly state: 'pending' | 'delivered' | 'given_up';
  readonly attempts: readonly Attempt[];
}

export interface DeliveriesOptions {
  readonly attempts: number;
  /** Before the second attempt; doubles with each one after. */
  readonly backoffMs: number;
  readonly timeoutMs: number;
  /** Real milliseconds. */
  readonly now: () => number;
}

const mostKept = 5_000;

interface Entry {
  readonly asked: NewDelivery;
  view: Delivery;
  readonly done: Promise<void>;
  readonly finish: () => void;
}

export function createDeliveries(options: DeliveriesOptions): Deliveries {
  const { backoffMs, timeoutMs, now } = options;
  const entries = new Map<number, Entry>();
  const queues = new Map<string, Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  const closing = new AbortController();
  let lastId = 0;

  const inTurn = (entry: Entry): void => {
    const { origin } = entry.asked.url;
    const before = queues.get(origin) ?? Promise.resolve();
    const turn = before.then(() => attempt(entry));
    queues.set(origin, turn);
    void turn.then(() => {
      if (queues.get(origin) === turn) queues.delete(origin);
    });
  };

  const settle = (entry: Entry, state: Delivery['state']): void => {
    entry.view = { ...entry.view, state };
    entry.finish();
  };

  async function attempt(entry: Entry): Promise<void> {
    if (closing.signal.aborted) return settle(entry, 'given_up');
    const { asked } = entry;
    const number = entry.view.attempts.length + 1;
    const startedAt = now();
    let bytes = 0;
    let made: Pick<Attempt, 'status' | 'error'>;
    try {
      const message = asked.message(number);
      bytes = message.body.length;
      const call = { method: 'POST', url: asked.url, timeoutMs, signal: closing.signal } as const;
      const answer = await callLoopback({ ...call, ...message });
      made = { status: answer.status, error: null };
      if (isGood(answer.status)) asked.onAnswer?.(answer.body);
    } catch (error) {
      made = { status: null, error: error instanceof Error ? error.message : 'no answer' };
    }
    const done = { sentAt: new Date(startedAt), tookMs: now() - startedAt, ...made };
    const attempts = [...entry.view.attempts, done];
    entry.view = { ...entry.view, bytes, attempts };
    if (made.status !== null && isGood(made.status)) return settle(entry, 'delivered');
    const isLast = number >= (asked.attempts ?? options.attempts);
    if (isLast || closing.signal.aborted) return settle(entry, 'given_up');
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        inTurn(entry);
      },
      backoffMs * 2 ** (number - 1),
    );
    timers.add(timer);
  }

  return {
    send: (asked) =>
      asked.map((delivery) => {
        lastId += 1;
        const { promise, resolve } = Promise.withResolvers<void>();
        const { platform, event, url } = delivery;
        const entry: Entry = {
          asked: delivery,
          view: {
            id: lastId,
            platform,
            event,
            url: url.href,
            bytes: 0,
            state: 'pending',
            attempts: [],
          },
          done: promise,
          finish: resolve,
        };
        entries.set(lastId, entry);
        const oldest = entries.keys().next().value;
        if (entries.size > mostKept && oldest !== undefined) entries.delete(oldest);
        inTurn(entry);
        return lastId;
      }),
    async settled(ids) {
      await Promise.all(ids.map((id) => entries.get(id)?.done));
    },
    list: () => [...entries.values()].map(({ view }) => view),
    clear: () => entries.clear(),
    close() {
      closing.abort();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      for (const entry of entries.values()) {
        if (entry.view.state === 'pending') settle(entry, 'given_up');
      }
    },
  };
}

const isGood = (status: number): boolean => status >= 200 && status < 300;
