import type { Checkpoint, CollectedAccount, StepLease, SubjectKey } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, onlyRow, type Queryable } from '../connection/transaction.ts';
import { storedJson, storedTextOrNull } from '../values/stored-text.ts';
import { holdStep } from './lease.ts';

/** The listing begins anew with it, so the step's counters do too. */
export function saveAccount(
  pool: Pool,
  subject: SubjectKey,
  lease: StepLease,
  account: CollectedAccount,
): Promise<Checkpoint> {
  return inTransaction(pool, async (client) => {
    const held = await holdStep(client, subject, lease);
    const accountId = await upsertAccount(client, subject, account, held);
    await client.query(
      `insert into scan.account_snapshots as known (tenant_id, subject_id, account_id, captured_at,
         followers, source, access)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (subject_id, account_id, captured_at) do update set
         followers = coalesce(excluded.followers, known.followers)`,
      [
        subject.tenantId,
        subject.subjectId,
        accountId,
        account.capturedAt,
        account.profile.followers,
        account.profile.source,
        account.access,
      ],
    );
    const checkpoint = { accountId, cursor: account.cursor, postsWithoutMetrics: 0 };
    await client.query(
      `update scan.scan_steps
       set account_id = $5, checkpoint = $6, pages = 0, posts = 0, heartbeat_at = clock_timestamp()
       where tenant_id = $1 and subject_id = $2 and scan_id = $3 and step_key = $4`,
      [
        subject.tenantId,
        subject.subjectId,
        lease.scanId,
        lease.stepKey,
        accountId,
        storedJson(checkpoint),
      ],
    );
    return checkpoint;
  });
}

/**
 * Followers are as they are now, hidden included; the rest that is unknown changes nothing. What it
 * was called when it was first read stays.
 */
async function upsertAccount(
  db: Queryable,
  subject: SubjectKey,
  { profile, access }: CollectedAccount,
  { role, accountRef }: Awaited<ReturnType<typeof holdStep>>,
): Promise<string> {
  const { rows } = await db.query<{ account_id: string }>(
    `insert into scan.accounts as known (tenant_id, subject_id, platform, external_id, origin, name,
       handle, followers, timezone, source, access, seen_as_own, first_ref)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (subject_id, platform, external_id) do update set
       origin = coalesce(excluded.origin, known.origin),
       name = coalesce(excluded.name, known.name),
       handle = coalesce(excluded.handle, known.handle),
       followers = excluded.followers,
       timezone = coalesce(excluded.timezone, known.timezone),
       source = excluded.source,
       access = excluded.access,
       seen_as_own = known.seen_as_own or excluded.seen_as_own,
       updated_at = now()
     returning account_id`,
    [
      subject.tenantId,
      subject.subjectId,
      profile.platform,
      profile.externalId,
      storedTextOrNull(profile.origin),
      storedTextOrNull(profile.name),
      storedTextOrNull(profile.handle),
      profile.followers,
      profile.timezone,
      profile.source,
      access,
      role === 'own',
      accountRef,
    ],
  );
  return onlyRow(rows).account_id;
}
