import { randomBytes } from 'node:crypto';
import { type ConnectablePlatform, type Principal, splitAccountRef } from '@viral-scan/contracts';
import { type SettledEvents, settleInbound } from '@viral-scan/scan';
import {
  manualClock,
  metrics,
  newScan,
  post,
  profile,
  type TestDatabase,
} from '@viral-scan/testing';

const kinds = {
  youtube: 'youtube',
  tiktok: 'tiktok-accounts',
  instagram: 'instagram-login',
  threads: 'threads',
} as const;

/** Somebody new who has connected this account. */
export async function connected(
  { store }: TestDatabase,
  platform: ConnectablePlatform,
  externalId: string,
  known: { readonly aliases?: readonly string[]; readonly connectedAt?: Date } = {},
): Promise<Principal> {
  const who = await store.identity.principalOf({
    tenantId: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    scopes: [],
  });
  await store.connections.save(who, {
    connectionId: crypto.randomUUID(),
    platform,
    externalId,
    kind: kinds[platform],
    tokens: { accessToken: new Uint8Array([1]), refreshToken: null },
    expiresAt: new Date(Date.now() + 3_600_000),
    refreshExpiresAt: null,
    scopes: [],
    missingScopes: [],
    aliases: [],
    connectedAt: new Date(Date.now() - 3_600_000),
    ...known,
  });
  return who;
}

/** What the job makes of all that waits; answers how many events, and how many collections. */
export async function settled({ store }: TestDatabase, now = new Date()) {
  const counts: SettledEvents['counts'][number][] = [];
  const failures: unknown[] = [];
  const taken = await settleInbound(
    {
      inboundEvents: store.inboundEvents,
      lightScans: store.lightScans,
      erasures: store.erasures,
      clock: manualClock(now),
      newId: () => crypto.randomUUID(),
      newCode: () => randomBytes(32).toString('base64url'),
      realNow: () => new Date(),
      onSettled: (some) => {
        counts.push(...some.counts);
        failures.push(...some.failures);
      },
    },
    new AbortController().signal,
  );
  if (failures.length > 0) throw new AggregateError(failures);
  return { events: counts.reduce((sum, { events }) => sum + events, 0), collections: taken };
}

/** Own accounts of collections, in the order taken on. */
export async function collectionsOf({ pools }: TestDatabase, who: Principal): Promise<string[]> {
  const { rows } = await pools.scan.query<{ ref: string }>(
    `select st.account_ref as ref from scan.scans s join scan.scan_steps st using (scan_id)
     where s.subject_id = $1 and s.kind = 'collection' order by s.scan_time`,
    [who.subjectId],
  );
  return rows.map(({ ref }) => ref);
}

/** The account has been read, with these posts. */
export async function withPosts(
  { store }: TestDatabase,
  who: Principal,
  ref: string,
  postIds: readonly string[],
  at = new Date(),
): Promise<void> {
  const { platform, externalId } = splitAccountRef(ref);
  const { parameters } = newScan();
  const scanId = crypto.randomUUID();
  const stepKey = 'collect-0';
  await store.scans.initiate(
    who,
    newScan({
      scanId,
      parameters: { ...parameters, accounts: [ref], competitors: [] },
      steps: [{ stepKey, kind: 'collect-account', accountRef: ref, role: 'own' }],
    }),
  );
  const start = await store.steps.start(who, { scanId, stepKey });
  if (start.outcome !== 'started') throw new Error('the step did not start');
  const { lease } = start;
  const { accountId } = await store.steps.saveAccount(who, lease, {
    profile: profile({ platform: platform ?? 'file', externalId }),
    access: 'own',
    capturedAt: at,
    cursor: 'x',
  });
  await store.steps.savePage(who, lease, {
    accountId,
    posts: postIds.map((id) => ({
      post: post({ externalId: id, publishedAt: new Date(at.getTime() - 86_400_000) }),
      metrics: metrics({ views: 1 }),
      retention: null,
    })),
    capturedAt: at,
    source: 'import',
    access: 'own',
    next: { accountId, cursor: 'y', postsWithoutMetrics: 0 },
  });
  await store.steps.failScan(who, lease, { code: 'test', message: 'a test' });
}

/** Posts of the subject that are to be read again, whatever the ladder says. */
export async function changedPosts({ pools }: TestDatabase, who: Principal): Promise<string[]> {
  const { rows } = await pools.scan.query<{ post_id: string }>(
    `select post_id from scan.posts where subject_id = $1 and changed_at >= last_seen_at
     order by post_id`,
    [who.subjectId],
  );
  return rows.map((row) => row.post_id);
}

/** Events that are remembered: those that wait, and those that are done with. */
export async function remembered({ pools }: TestDatabase) {
  const { rows } = await pools.scan.query<{ waiting: number; handled: number }>(
    `select count(*) filter (where handled_at is null) as waiting,
       count(*) filter (where handled_at is not null) as handled from scan.inbound_events`,
  );
  return rows[0];
}
