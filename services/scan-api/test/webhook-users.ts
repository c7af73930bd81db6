import { randomBytes } from 'node:crypto';
import type { ConnectablePlatform, Principal } from '@viral-scan/contracts';
import { type SettledEvents, settleInbound } from '@viral-scan/scan';
import { manualClock, type TestDatabase } from '@viral-scan/testing';

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
