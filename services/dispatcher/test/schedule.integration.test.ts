import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { scheduleCollections } from '@viral-scan/scan';
import { createPools, createStore } from '@viral-scan/store';
import { manualClock, type TestDatabase, testDatabase } from '@viral-scan/testing';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { dispatcherProcess } from './dispatcher-process.ts';

let database: TestDatabase;
let queuePrefix: string;
beforeEach(async () => {
  database = await testDatabase();
  queuePrefix = `test-${crypto.randomUUID().slice(0, 13)}`;
});
afterEach(() => database.drop());

/** So many users with a connected account each; answers the subjects. */
const connected = (count: number): Promise<string[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const subject = await database.store.identity.principalOf({
        tenantId: crypto.randomUUID(),
        userId: crypto.randomUUID(),
        scopes: [],
      });
      await database.store.connections.save(subject, {
        connectionId: crypto.randomUUID(),
        platform: 'youtube',
        externalId: `UC${String(index).padStart(22, '0')}`,
        kind: 'youtube',
        tokens: { accessToken: new Uint8Array([1]), refreshToken: null },
        expiresAt: new Date(),
        refreshExpiresAt: null,
        scopes: [],
        missingScopes: [],
        aliases: [],
        connectedAt: new Date(),
      });
      return subject.subjectId;
    }),
  );

/** Of the subjects that have collections, how many each has. */
async function collections(): Promise<Map<string, number>> {
  const { rows } = await database.pools.scan.query<{ subject_id: string; count: number }>(
    `select subject_id, count(*) from scan.scans where kind = 'collection' group by subject_id`,
  );
  return new Map(rows.map((row) => [row.subject_id, row.count]));
}

const onceEach = (subjects: readonly string[]) =>
  new Map(subjects.map((subject) => [subject, 1] as const));
const inOrder = (counts: ReadonlyMap<string, number>) => [...counts].sort();

it('two dispatchers at once take one collection on for each account', async () => {
  const subjects = await connected(40);
  const clock = manualClock();
  const stores = [1, 2].map(() => {
    const pools = createPools({ databaseUrl: database.url, applicationName: 'test', max: 6 });
    onTestFinished(() => pools.end());
    return createStore({ pool: pools.scan, identityPool: pools.identity });
  });
  const run = async () => {
    const { signal } = new AbortController();
    const counts = await Promise.all(
      [...stores, ...stores].map(({ schedule }) =>
        scheduleCollections({ schedule, clock, newId: () => crypto.randomUUID() }, signal),
      ),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  };
  expect(await run()).toBe(40);
  expect(inOrder(await collections())).toEqual(inOrder(onceEach(subjects)));
  clock.advance(3 * 3_600_000);
  // They have not ended yet.
  expect(await run()).toBe(0);
  await database.pools.scan.query(`update scan.scans set state = 'failed'`);
  expect(await run()).toBe(40);
});

it('scheduled collections that ended a week ago are forgotten, others are not', async () => {
  await connected(1);
  const clock = manualClock();
  const run = () => {
    clock.advance(3_600_000);
    const { schedule } = database.store;
    const deps = { schedule, clock, newId: () => crypto.randomUUID() };
    return scheduleCollections(deps, new AbortController().signal);
  };
  const query = (text: string) => database.pools.scan.query<{ scan_id: string }>(text);
  const ids = async () =>
    (await query('select scan_id from scan.scans order by scan_time')).rows.map(
      ({ scan_id: id }) => id,
    );
  await run();
  const old = `requested_at_real - interval '8 days'`;
  await query(`update scan.scans set state = 'completed', requested_at_real = ${old}`);
  const [forgotten] = await ids();
  expect(await run()).toBe(1);
  expect(await ids()).not.toContain(forgotten);
  expect((await query('select from scan.scan_steps')).rowCount).toBe(1);
  // Asked for by its user.
  await query(
    `update scan.scans set state = 'completed', requested_at_real = ${old},
       parameters = parameters - 'refresh'`,
  );
  await run();
  await query(`update scan.scans set state = 'completed'`);
  await run();
  expect(await ids()).toHaveLength(3);
});

const dispatcher = async (env: Readonly<Record<string, string>>) =>
  (await dispatcherProcess(database, { QUEUE_PREFIX: queuePrefix, ...env })).child;

it('the services themselves do, tick after tick, and put the collections on the queue', async () => {
  const subjects = await connected(20);
  const env = { COLLECTION_SCHEDULE_EVERY_MS: '50' };
  const children = await Promise.all([dispatcher(env), dispatcher(env)]);
  const relayed = async () => {
    const { rows } = await database.pools.scan.query<{ count: number }>(
      'select count(*) from scan.outbox where done_at is not null',
    );
    return rows[0]?.count;
  };
  await expect.poll(relayed, { timeout: 15_000, interval: 100 }).toBe(20);
  await sleep(300);
  expect(inOrder(await collections())).toEqual(inOrder(onceEach(subjects)));
  const exits = children.map((child) => once(child, 'exit'));
  for (const child of children) child.kill('SIGTERM');
  expect(await Promise.all(exits)).toEqual([
    [0, null],
    [0, null],
  ]);
});

it('a dispatcher that is told not to schedules nothing', async () => {
  await connected(1);
  const child = await dispatcher({ COLLECTION_SCHEDULE_EVERY_MS: '0' });
  await sleep(300);
  expect(await collections()).toEqual(new Map());
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
});
