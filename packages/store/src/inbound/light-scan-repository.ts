import { accountRef, type NewScan, type Platform, splitAccountRef } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, type Queryable } from '../connection/transaction.ts';
import { writeDispatch } from '../outbox/write-outbox.ts';
import { insertScan, lockSubject } from '../scans/initiate.ts';
import { forgetEarlier } from '../schedule/forget-earlier.ts';
import { storedText } from '../values/stored-text.ts';
import type { GrantedAccount } from './granted-accounts.ts';
import { heldAccounts } from './held-accounts.ts';

export interface LightScanRepository {
  asked(limit: number): Promise<readonly GrantedAccount[]>;
  take(
    account: GrantedAccount,
    now: Date,
    collection: Omit<NewScan, 'kind' | 'hourlyQuota' | 'idempotency'>,
  ): Promise<boolean>;
}

/** Something is reading the account `a`, or about to. */
const isOpenSql = `exists (
  select from scan.scans s
  join scan.scan_steps st on st.scan_id = s.scan_id and st.tenant_id = s.tenant_id
    and st.subject_id = s.subject_id
  where s.tenant_id = a.tenant_id and s.subject_id = a.subject_id
    and s.state in ('queued', 'running') and st.state in ('pending', 'running')
    and st.account_ref = a.platform || ':' || a.external_id
)`;

export function createLightScanRepository(pool: Pool, identityPool: Pool): LightScanRepository {
  return {
    async asked(limit) {
      const { rows } = await pool.query<{
        tenant_id: string;
        subject_id: string;
        platform: Platform;
        external_id: string;
      }>(
        `select a.tenant_id, a.subject_id, a.platform, a.external_id
         from scan.collection_schedule a
         where a.asked_at is not null and not ${isOpenSql}
         order by a.asked_at limit $1`,
        [limit],
      );
      const asked = rows.map((row) => ({
        tenantId: row.tenant_id,
        subjectId: row.subject_id,
        ref: accountRef(row.platform, row.external_id),
      }));
      const active = await activeOnes(identityPool, asked);
      for (const account of asked) if (!active.has(account)) await drop(pool, account);
      return asked.filter((account) => active.has(account));
    },

    take: (account, now, collection) =>
      inTransaction(pool, async (client) => {
        // It is not connected any more then, and dropped the next time.
        if (!(await heldAccounts(client, [account]))(account)) return false;
        const { rows } = await client.query<{ asked_at: Date }>(
          `select asked_at from scan.collection_schedule
           where tenant_id = $1 and subject_id = $2 and platform = $3 and external_id = $4
             and asked_at is not null
           for update skip locked`,
          keyOf(account),
        );
        const [row] = rows;
        if (row === undefined) return false;
        await lockSubject(client, account);
        const { rowCount: free } = await client.query(
          `select from scan.collection_schedule a
           where a.tenant_id = $1 and a.subject_id = $2 and a.platform = $3 and a.external_id = $4
             and not ${isOpenSql}`,
          keyOf(account),
        );
        if (free === 0) return false;
        await markAnew(client, account, row.asked_at, now);
        const scan = { ...collection, kind: 'collection', hourlyQuota: null } as const;
        await insertScan(client, account, { ...scan, idempotency: null });
        await writeDispatch(client, account, scan);
        await client.query(
          `update scan.collection_schedule set scheduled_at = $5, asked_at = null
           where tenant_id = $1 and subject_id = $2 and platform = $3 and external_id = $4`,
          [...keyOf(account), now],
        );
        await forgetEarlier(client, account);
        return true;
      }),
  };
}

/**
 * Posts that a reading may have fetched before they changed and saved after: they are due for the
 * collection that begins now.
 */
async function markAnew(
  db: Queryable,
  account: GrantedAccount,
  askedAt: Date,
  now: Date,
): Promise<void> {
  await db.query(
    `update scan.posts p set changed_at = $6
     from scan.accounts a
     where a.tenant_id = $1 and a.subject_id = $2 and a.platform = $3 and a.external_id = $4
       and p.tenant_id = a.tenant_id and p.subject_id = a.subject_id
       and p.account_id = a.account_id and p.changed_at >= $5 and p.changed_at < $6`,
    [...keyOf(account), askedAt, now],
  );
}

async function activeOnes(
  identity: Queryable,
  accounts: readonly GrantedAccount[],
): Promise<ReadonlySet<GrantedAccount>> {
  const names = accounts.map(({ ref }) => splitAccountRef(ref));
  const { rows } = await identity.query<{ place: number }>(
    `select (given.place - 1)::int as place
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) with ordinality
       as given (tenant_id, subject_id, platform, external_id, place)
     join identity.connections c on c.tenant_id = given.tenant_id
       and c.subject_id = given.subject_id and c.platform = given.platform
       and c.external_id = given.external_id
     where c.state = 'active'`,
    [
      accounts.map(({ tenantId }) => tenantId),
      accounts.map(({ subjectId }) => subjectId),
      names.map(({ platform }) => platform),
      names.map(({ externalId }) => storedText(externalId)),
    ],
  );
  return new Set(rows.flatMap(({ place }) => accounts[place] ?? []));
}

async function drop(db: Queryable, account: GrantedAccount): Promise<void> {
  await db.query(
    `update scan.collection_schedule set asked_at = null
     where tenant_id = $1 and subject_id = $2 and platform = $3 and external_id = $4`,
    keyOf(account),
  );
}

function keyOf({ tenantId, subjectId, ref }: GrantedAccount): (string | null)[] {
  const { platform, externalId } = splitAccountRef(ref);
  return [tenantId, subjectId, platform, storedText(externalId)];
}
