import { randomUUID } from 'node:crypto';
import { type Principal, StepLost } from '@viral-scan/contracts';
import {
  daysAgo,
  newScan,
  profile,
  retentionOf,
  type TestDatabase,
  testDatabase,
} from '@viral-scan/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { erasedIdentityTables, erasedTables } from '../src/erasures/erased-tables.ts';
import { eraseRows } from './erase-rows.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const newcomer = (): Promise<Principal> =>
  database.store.identity.principalOf({
    tenantId: randomUUID(),
    userId: randomUUID(),
    scopes: [],
  });

/** Rows of nobody, or of tenants as a whole. */
const notOfUsers = [
  'identity.api_keys',
  'identity.tenants',
  'scan.event_subscriptions',
  'scan.scrape_limit_settings',
  // Receipts, which name nobody; see the next test.
  'scan.erasures',
  // Name accounts as platforms do; see delete-inbound.ts.
  'scan.inbound_events',
];

it('every table whose rows may be of a user is emptied by erasures, or known not to be', async () => {
  const { rows } = await database.pools.scan.query<{ name: string }>(
    `select distinct n.nspname || '.' || c.relname as name
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'p') and n.nspname in ('scan', 'identity')
       and a.attname ~ '(tenant|subject|user|account|external|scan|post|connection)_?id$'
     order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(
    [
      ...erasedTables.map(({ name }) => `scan.${name}`),
      ...erasedIdentityTables.map((name) => `identity.${name}`),
      ...notOfUsers,
    ].toSorted(),
  );
  // A table without such a column can only be of nobody.
  const { rows: all } = await database.pools.scan.query<{ tables: number }>(
    `select count(*) as tables from pg_tables where schemaname in ('scan', 'identity')`,
  );
  // identity.given_back: hashes, swept within minutes.
  const hashesOnly = 1;
  expect(all).toEqual([{ tables: rows.length + hashesOnly }]);
});

/** Rows whose text has the word in them, by table. */
const naming = async (word: string): Promise<Record<string, number>> => {
  const found: Record<string, number> = {};
  const { rows } = await database.pools.scan.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('scan', 'identity')`,
  );
  for (const { name } of rows) {
    const pool = name.startsWith('identity.') ? database.pools.identity : database.pools.scan;
    const { rows: counted } = await pool.query<{ count: number }>(
      `select count(*) from ${name} t where position($1 in t::text) > 0`,
      [word],
    );
    if ((counted[0]?.count ?? 0) > 0) found[name] = counted[0]?.count ?? 0;
  }
  return found;
};

/** Rows that no release writes yet, or that need a platform. */
const addTheRest = async (who: Principal, accountId: string, scanId: string): Promise<void> => {
  const { tenantId, subjectId, userId } = who;
  const ids = [tenantId, subjectId];
  const scan = database.pools.scan;
  await scan.query(
    `insert into scan.raw_payloads (tenant_id, subject_id, account_id, source, access, key_id, nonce,
       sealed, captured_at)
     values ($1, $2, $3, 's', 'own', 'k', '', '', now())`,
    [...ids, accountId],
  );
  await scan.query(
    `with known as (
       insert into scan.event_subscriptions (tenant_id, url, types) values ($1, 'u', '{}')
       returning subscription_id
     ), told as (
       insert into scan.outbox (tenant_id, subject_id, scan_id, kind, payload)
       values ($1, $2, $3, 'event', '{}') returning outbox_id
     )
     insert into scan.deliveries (tenant_id, subject_id, outbox_id, subscription_id)
     select $1, $2, outbox_id, subscription_id from known, told`,
    [...ids, scanId],
  );
  await scan.query(
    `insert into scan.scan_results (subject_id, scan_time, tenant_id, scan_id, optimal_hours,
       content_weaknesses, competitor_benchmarks, report, fingerprint)
     values ($2, now(), $1, $3, '{}', '{}', '[]', '{}', 'f')`,
    [...ids, scanId],
  );
  await scan.query(
    `insert into scan.audit_log (tenant_id, subject_id, actor, action, target)
     values ($1, $2, 'a', 'b', 'youtube:UC0000000000000000000001')`,
    ids,
  );
  await scan.query(
    `insert into scan.imports (import_id, tenant_id, subject_id, kind, imported_at, result)
     values (gen_random_uuid(), $1, $2, 'posts', now(), '{}')`,
    ids,
  );
  await scan.query(
    `insert into scan.ranked_posts (tenant_id, subject_id, account_id, post_id, scan_id, ranked_at,
       percentile, comparison, compared, published_at, captured_at, source, access)
     select tenant_id, subject_id, account_id, post_id, $4, now(), 1, 'equal_age', 1, published_at,
       now(), source, access
     from scan.posts where tenant_id = $1 and subject_id = $2 and account_id = $3`,
    [...ids, accountId, scanId],
  );
  // Once by its id, once by its handle.
  await scan.query(
    `insert into scan.scrape_limits (tenant_id, subject_id, account_ref, window_seconds)
     select $1, $2, ref, 60
     from unnest(array['youtube:UC0000000000000000000001', 'youtube:@A-Channel']) as ref`,
    ids,
  );
  for (const table of ['collection_schedule', 'websub_subscriptions']) {
    const columns = table.startsWith('w') ? 'subscription_id, mode' : 'platform, scheduled_at';
    const values = table.startsWith('w') ? `gen_random_uuid(), 'subscribe'` : `'youtube', now()`;
    await scan.query(
      `insert into scan.${table} (tenant_id, subject_id, external_id, ${columns})
       values ($1, $2, 'UC0000000000000000000001', ${values})`,
      ids,
    );
  }
  await database.pools.identity.query(
    `insert into identity.subject_keys (key_id, tenant_id, subject_id, wrapped, master_version)
     values (gen_random_uuid(), $1, $2, '\\x00', 1)`,
    ids,
  );
  await database.pools.identity.query(
    `insert into identity.connections (tenant_id, subject_id, platform, external_id, kind)
     values ($1, $2, 'youtube', 'UC0000000000000000000001', 'youtube')`,
    ids,
  );
  await database.store.authorizations.keep({
    ...who,
    stateHash: randomUUID(),
    kind: 'youtube',
    codeVerifier: null,
    redirectUri: 'https://a.example',
    returnTo: null,
    browserHash: null,
    expiresAt: new Date(),
  });
  expect(Object.keys(await naming(userId))).toEqual(
    expect.arrayContaining(['identity.users', 'identity.authorizations']),
  );
};

const somebody = async () => {
  const { store, pools } = database;
  const who = await newcomer();
  const accountId = await retentionOf({ store, pool: pools.scan }).collect(who, {
    at: daysAgo(1),
    postIds: ['a', 'b'],
  });
  const scan = newScan({ idempotency: { key: randomUUID(), requestHash: 'h' } });
  await store.scans.initiate(who, scan);
  await store.steps.start(who, { scanId: scan.scanId, stepKey: 'collect-0' });
  await addTheRest(who, accountId, scan.scanId);
  return { who, accountId, scanId: scan.scanId };
};

it('of a user nothing is left in any table; another keeps every row', async () => {
  const { who, accountId, scanId } = await somebody();
  const other = await somebody();
  const before = await naming(other.who.subjectId);
  // There is something to delete in every one of them but one, which no test fills.
  expect(Object.keys(await naming(who.subjectId)).toSorted()).toEqual(
    [
      ...erasedTables
        .map(({ name }) => `scan.${name}`)
        .filter((name) => name !== 'scan.post_retention'),
      ...erasedIdentityTables.map((name) => `identity.${name}`),
      'scan.post_retention',
    ]
      .filter((name) => name !== 'identity.users')
      .toSorted(),
  );
  const receipt = await eraseRows(database.store, who);
  expect(receipt).toMatchObject({ state: 'completed', scope: 'user' });
  for (const word of [who.userId, who.subjectId, accountId, scanId]) {
    expect(await naming(word)).toEqual({});
  }
  expect(await naming(other.who.subjectId)).toEqual(before);
});

it('of one account all goes that was read of it; other accounts and their scans stay', async () => {
  const { store, pools } = database;
  const { who, accountId, scanId } = await somebody();
  const kept = newScan({
    kind: 'collection',
    steps: [{ stepKey: 'collect-0', kind: 'collect-account', accountRef: 'tiktok:x', role: 'own' }],
  });
  await store.scans.initiate(who, kept);
  const { collect } = retentionOf({ store, pool: pools.scan });
  const otherAccount = await collect(who, { at: daysAgo(1), platform: 'tiktok', postIds: ['c'] });
  // The collection that read it was to read the first one, too.
  const { 'scan.scan_steps': _, ...before } = await naming(otherAccount);
  await pools.scan.query(
    `update scan.scan_steps set account_ref = 'youtube:UC0000000000000000000001' where scan_id = $1`,
    [scanId],
  );
  const receipt = await eraseRows(store, who, 'youtube:UC0000000000000000000001');
  expect(receipt).toMatchObject({ state: 'completed', scope: 'account' });
  for (const word of [accountId, scanId]) expect(await naming(word)).toEqual({});
  const left = await naming('UC0000000000000000000001');
  const ofOthers = await pools.scan.query(
    'select 1 from scan.accounts where subject_id = $1 and platform = $2',
    [who.subjectId, 'youtube'],
  );
  expect(ofOthers.rowCount).toBe(0);
  expect(left['identity.connections']).toBe(1);
  expect(await naming(otherAccount)).toEqual(before);
  expect(await store.scans.find(who, kept.scanId)).toMatchObject({ state: 'queued' });
});

it('events that wait go with the last who has connected their account', async () => {
  const { store, pools } = database;
  const [one, two] = [await newcomer(), await newcomer()];
  const name = randomUUID();
  for (const { tenantId, subjectId } of [one, two]) {
    await pools.identity.query(
      `insert into identity.connections (tenant_id, subject_id, platform, external_id, kind, aliases)
       values ($1, $2, 'instagram', gen_random_uuid(), 'instagram-login', array[$3])`,
      [tenantId, subjectId, name],
    );
  }
  await pools.scan.query(
    `insert into scan.inbound_events (event_key, platform, kind, name, external_id)
     values (decode(md5($1::text), 'hex'), 'instagram', 'comment', 'comments', $1::text)`,
    [name],
  );
  await eraseRows(store, one);
  expect(await naming(name)).toEqual({ 'identity.connections': 1, 'scan.inbound_events': 1 });
  const receipt = await eraseRows(store, two);
  expect(receipt?.erased).toMatchObject({ inbound_events: 1 });
  expect(await naming(name)).toEqual({});
});

it.each([
  ['a user', false],
  ['an account', true],
])(
  'what came by the subscription of %s goes, or is left to whoever else has the channel',
  async (_, isOfAccount) => {
    const { store, pools } = database;
    const [one, two] = [await newcomer(), await newcomer()];
    const channel = randomUUID();
    const subscriptions = [randomUUID(), randomUUID()];
    for (const [index, { tenantId, subjectId }] of [one, two].entries()) {
      await pools.identity.query(
        `insert into identity.connections (tenant_id, subject_id, platform, external_id, kind)
       values ($1, $2, 'youtube', $3, 'youtube')`,
        [tenantId, subjectId, channel],
      );
      await pools.scan.query(
        `insert into scan.websub_subscriptions (subscription_id, tenant_id, subject_id, external_id, mode)
       values ($4, $1, $2, $3, 'subscribe')`,
        [tenantId, subjectId, channel, subscriptions[index]],
      );
    }
    const keyOf = (index: number) => Buffer.from(`${channel}${index}`);
    for (const [index, subscription] of subscriptions.entries()) {
      await pools.scan.query(
        `insert into scan.inbound_events (event_key, platform, kind, name, post_id, subscription_id)
       values ($1, 'youtube', 'post_published', 'feed', 'v', $2)`,
        [keyOf(index), subscription],
      );
    }
    const waiting = async () => {
      const { rows } = await pools.scan.query(
        `select external_id, subscription_id from scan.inbound_events
       where event_key = any($1::bytea[]) order by event_key`,
        [[keyOf(0), keyOf(1)]],
      );
      return rows;
    };
    const account = isOfAccount ? `youtube:${channel}` : null;
    await eraseRows(store, one, account);
    expect(await waiting()).toEqual([
      { external_id: channel, subscription_id: null },
      { external_id: null, subscription_id: subscriptions[1] },
    ]);
    const receipt = await eraseRows(store, two, account);
    expect(receipt?.erased).toMatchObject({ inbound_events: 2 });
    expect(await waiting()).toEqual([]);
  },
);

it('what a hub still tells by the subscription of somebody erased is news to others', async () => {
  const { store, pools } = database;
  const who = await newcomer();
  const channel = randomUUID();
  await pools.identity.query(
    `insert into identity.connections (tenant_id, subject_id, platform, external_id, kind)
     values ($1, $2, 'youtube', $3, 'youtube')`,
    [who.tenantId, who.subjectId, channel],
  );
  const event = {
    platform: 'youtube',
    key: randomUUID().replaceAll('-', '').repeat(2),
    kind: 'post_published',
    name: 'entry',
    accountId: channel,
    postId: 'v',
    occurredAt: null,
  } as const;
  await store.inboundEvents.keep([{ ...event, subscriptionId: randomUUID() }]);
  // Told by their own subscription, too.
  expect(await store.inboundEvents.keep([{ ...event, subscriptionId: randomUUID() }])).toBe(0);
  await store.inboundEvents.settle(100, new Date());
  const asked = await store.lightScans.asked(100);
  expect(asked.map(({ ref }) => ref)).toContain(`youtube:${channel}`);
});

it('a worker that waits for its step while an erasure takes it has lost it', async () => {
  const { store, pools } = database;
  const who = await newcomer();
  // One step: of several, the erasure may come to this one after the worker.
  const scan = newScan({ steps: newScan().steps.slice(0, 1) });
  await store.scans.initiate(who, scan);
  const step = { scanId: scan.scanId, stepKey: 'collect-0' };
  const start = await store.steps.start(who, step);
  if (start.outcome !== 'started') throw new Error('the step does not start');
  // Our roles do not see what others wait for.
  const onlooker = new pg.Client({ connectionString: database.url });
  await onlooker.connect();
  const waiting = async (): Promise<number> => {
    const { rows } = await onlooker.query<{ count: number }>(
      `select count(*)::int from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows[0]?.count ?? 0;
  };
  const holder = await pools.scan.connect();
  try {
    await holder.query('begin');
    await holder.query('select from scan.scan_steps where scan_id = $1 for update', [scan.scanId]);
    const beginning = store.erasures.begin(who, {
      code: randomUUID(),
      origin: 'request',
      account: null,
      requestedAt: new Date(),
    });
    await expect.poll(waiting).toBe(1);
    // To this one the scan is still open: it began before the erasure has committed.
    const saving = store.steps.saveAccount(who, start.lease, {
      profile: profile(),
      access: 'own',
      capturedAt: new Date(),
      cursor: 'x',
    });
    const lost = expect(saving).rejects.toThrow(StepLost);
    await expect.poll(waiting).toBe(2);
    await holder.query('commit');
    expect(await beginning).toMatchObject({ state: 'running' });
    await lost;
    expect(Object.keys(await naming(who.subjectId))).not.toContain('scan.accounts');
  } finally {
    holder.release(true);
    await onlooker.end();
  }
});
