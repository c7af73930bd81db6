import { EventEmitter } from 'node:events';
import type { DomainEvent, Principal } from '@viral-scan/contracts';
import {
  createLogger,
  createMetrics,
  createShutdown,
  type ProcessEvents,
} from '@viral-scan/runtime';
import { event, pgStoreUnderTest, testDatabase } from '@viral-scan/testing';
import { expect, onTestFinished } from 'vitest';
import { createPartners } from '../src/outbound/partners.ts';
import { startOutbound } from '../src/outbound/start-outbound.ts';

class FakeProcess extends EventEmitter implements ProcessEvents {
  exit(): void {
    // The test process stays.
  }
}

export const coolDownMs = 200;

/** A database, and what delivers its events to an orchestrator, as often as the test starts it. */
export async function outboundRoom() {
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  const { pools } = database;
  const store = pgStoreUnderTest(database.store, pools.scan, {
    isConcurrent: true,
    close: async () => undefined,
  });
  const who: Principal = await store.identity.principalOf({
    tenantId: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    scopes: [],
  });

  /** One dispatcher's part, in this process, with quick breakers. */
  const start = (url: string, known: { readonly timeoutMs?: number } = {}) => {
    const { timeoutMs = 5_000 } = known;
    const lines: { msg: string; level: string }[] = [];
    const logger = createLogger({
      service: 'dispatcher',
      level: 'info',
      hashKey: 'k'.repeat(32),
      destination: { write: (line) => void lines.push(JSON.parse(line)) },
    });
    const metrics = createMetrics({ service: 'dispatcher' });
    const shutdown = createShutdown({ logger, timeoutMs: 5_000, process: new FakeProcess() });
    const runtime = { logger, metrics, shutdown };
    const partners = createPartners(
      { ORCHESTRATOR_URL: url, PARTNER_TIMEOUT_MS: timeoutMs },
      runtime,
      { coolDownMs },
    );
    const { running, wake } = startOutbound(
      { outbound: store.outbound, destinations: partners.destinations },
      { pollMs: 50, sendWithinMs: timeoutMs + 100 },
      runtime,
    );
    shutdown.register('drain', 'outbound', () => running);
    shutdown.register('close', 'partners', () => partners.close());
    const stop = async (): Promise<void> => {
      await shutdown.begin('the test has ended');
      shutdown.dispose();
    };
    onTestFinished(stop);
    /** Value of a line of the metrics that begins so; 0 where there is none. */
    const metric = async (name: string, ...labels: readonly string[]): Promise<number> => {
      const found = (await metrics.render())
        .split('\n')
        .find((line) => line.startsWith(`${name}{`) && labels.every((each) => line.includes(each)));
      return Number(found?.split(' ').at(-1) ?? 0);
    };
    return { lines, metric, wake, stop, running };
  };

  /** Written one after another, one for each key. */
  const tell = async (...keys: readonly string[]): Promise<DomainEvent[]> => {
    const events = keys.map((partitionkey) => event({ partitionkey }));
    for (const each of events) await store.tell(who, each);
    return events;
  };
  const rows = async (): Promise<
    readonly { id: string; state: string; attempts: number; error: string; status: number }[]
  > => {
    const found = await pools.scan.query(
      `select o.payload ->> 'id' as id, d.state, d.attempts, d.last_error as error,
         d.last_status as status
       from scan.deliveries d join scan.outbox o using (outbox_id) order by d.delivery_id`,
    );
    return found.rows;
  };
  const allDelivered = (timeout = 15_000): Promise<void> =>
    expect
      .poll(async () => (await rows()).filter(({ state }) => state !== 'delivered'), { timeout })
      .toEqual([]);
  /** That something is there to be delivered at all. */
  const fannedOut = (count: number): Promise<void> =>
    expect.poll(async () => (await rows()).length).toBe(count);
  return { database, store, who, start, tell, rows, allDelivered, fannedOut };
}

/** Ids of each key, in order; one that came again, as it may, counts by its first time. */
export const byKey = (
  events: readonly DomainEvent[],
  ids: readonly string[],
): ReadonlyMap<string | undefined, readonly string[]> => {
  const keys = new Map(events.map(({ id, partitionkey }) => [id, partitionkey]));
  return Map.groupBy(new Set(ids), (id) => keys.get(id));
};
