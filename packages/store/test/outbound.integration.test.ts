import type { Principal } from '@viral-scan/contracts';
import {
  event,
  pgStoreUnderTest,
  type StoreUnderTest,
  type TestDatabase,
  testDatabase,
} from '@viral-scan/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

let database: TestDatabase;
let store: StoreUnderTest;
let who: Principal;
beforeAll(async () => {
  database = await testDatabase();
  store = pgStoreUnderTest(database.store, database.pools.scan, {
    isConcurrent: true,
    close: async () => undefined,
  });
});
afterAll(() => database.drop());
beforeEach(async () => {
  who = await database.store.identity.principalOf({
    tenantId: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    scopes: [],
  });
});

const query = <Row extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  database.pools.scan.query<Row>(text, values);
const left = async (table: 'outbox' | 'deliveries'): Promise<number> => {
  const { rows } = await query<{ count: number }>(
    `select count(*) from scan.${table} where subject_id = $1`,
    [who.subjectId],
  );
  return rows[0]?.count ?? 0;
};

it('keeps an event as long as a delivery of it waits, and a week longer', async () => {
  const { retention } = database.store;
  const weekMs = 7 * 86_400_000;
  const sweep = () => retention.deleteDone(new Date(Date.now() - weekMs), 1_000);
  await store.tell(who, event());
  await store.outbound.fanOut(['stream', 'orchestrator'], 100);
  await query(`update scan.outbox set done_at = done_at - interval '20 days'`);
  await sweep();
  expect(await left('outbox')).toBe(1);
  const lease = { limit: 1, leaseMs: 1_000 };
  for (const destination of ['stream', 'orchestrator'] as const) {
    await store.outbound.delivered(await store.outbound.take(destination, lease));
  }
  await sweep();
  expect(await left('outbox')).toBe(1);
  await query(`update scan.deliveries set done_at = done_at - interval '8 days'`);
  expect(await sweep()).toBe(1);
  expect([await left('outbox'), await left('deliveries')]).toEqual([0, 0]);
});

it('makes no delivery of an event that is being deleted, and leaves none behind', async () => {
  await store.tell(who, event());
  const erasing = await database.pools.scan.connect();
  try {
    await erasing.query('begin');
    await erasing.query('delete from scan.outbox where subject_id = $1', [who.subjectId]);
    expect(await store.outbound.fanOut(['stream'], 100)).toBe(0);
    await erasing.query('commit');
  } finally {
    erasing.release();
  }
  await store.tell(who, event());
  await store.outbound.fanOut(['stream'], 100);
  await query('delete from scan.outbox where subject_id = $1', [who.subjectId]);
  expect(await left('deliveries')).toBe(0);
});

it('finds what is due at once however much waits, and goes round all keys', async () => {
  const [waiting, keys] = [20_000, 500];
  await query(
    `with told as (
       insert into scan.outbox (tenant_id, subject_id, kind, type, payload, done_at)
       select $1, $2, 'event', 'viral.content.discovered', jsonb_build_object('subject', n), now()
       from generate_series(1, ${waiting}) n returning outbox_id
     )
     insert into scan.deliveries (tenant_id, subject_id, outbox_id, destination, order_key)
     select $1, $2, outbox_id, 'orchestrator', outbox_id % ${keys} from told order by outbox_id`,
    [who.tenantId, who.subjectId],
  );
  const take = () => store.outbound.take('orchestrator', { limit: 20, leaseMs: 600_000 });
  const startedMs = performance.now();
  const subjects = new Set<string>();
  for (let round = 0; round < 2 * (keys / 20); round += 1) {
    const taken = await take();
    for (const { event: each } of taken) subjects.add(each.subject);
    await store.outbound.delivered(taken);
    // One for each key and round.
    expect(subjects.size).toBe(20 * (round + 1));
  }
  const { rows } = await query<{ most: number; least: number }>(
    `select max(count)::int as most, min(count)::int as least from (
       select count(*) from scan.deliveries
       where subject_id = $1 and done_at is not null group by order_key
     ) by_key`,
    [who.subjectId],
  );
  expect(rows).toEqual([{ most: 2, least: 2 }]);
  for (let left = keys; left > 0; left -= 20) await take();
  // All that comes next waits for those.
  for (let again = 0; again < 20; again += 1) expect(await take()).toEqual([]);
  // A look that went through all of them would take minutes.
  expect(performance.now() - startedMs).toBeLessThan(15_000);
});
