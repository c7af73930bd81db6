import type { Platform, SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { type ExpiringKind, expiringKinds, isExpiredSql } from './expiring-tables.ts';

export interface Cutoffs {
  readonly own: Date | null;
  readonly public: Date | null;
  readonly imported: Date | null;
}

export interface ExpiringAccount extends SubjectKey {
  readonly accountId: string;
  readonly platform: Platform;
  readonly cutoffs: Cutoffs;
  readonly kinds: readonly ExpiringKind[];
}

const cutoff = { own: 'limits.own', public: 'limits.public', imported: 'limits.imported' };

const kindsSql = expiringKinds
  .map(
    (kind) => `case when exists (
      select from scan.${kind} r
      where r.tenant_id = a.tenant_id and r.subject_id = a.subject_id
        and r.account_id = a.account_id and ${isExpiredSql(kind, cutoff)}
    ) then '${kind}' end`,
  )
  .join(',\n');

/** One statement for a page of accounts: few have anything that has just expired. */
export async function accountsToSweep(
  db: Queryable,
  after: string | null,
  limit: number,
  cutoffs: ReadonlyMap<Platform, Cutoffs>,
): Promise<readonly ExpiringAccount[]> {
  const platforms = [...cutoffs.keys()];
  const dates = [...cutoffs.values()];
  const { rows } = await db.query<{
    tenant_id: string;
    subject_id: string;
    account_id: string;
    platform: Platform;
    kinds: ExpiringKind[];
  }>(
    `select a.tenant_id, a.subject_id, a.account_id, a.platform,
       array_remove(array[${kindsSql}], null) as kinds
     from (
       select tenant_id, subject_id, account_id, platform from scan.accounts
       where $1::uuid is null or account_id > $1
       order by account_id limit $2
     ) a
     left join unnest($3::text[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[])
       as limits (platform, own, public, imported) on limits.platform = a.platform
     order by a.account_id`,
    [
      after,
      limit,
      platforms,
      dates.map(({ own }) => own),
      dates.map((each) => each.public),
      dates.map(({ imported }) => imported),
    ],
  );
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    subjectId: row.subject_id,
    accountId: row.account_id,
    platform: row.platform,
    cutoffs: cutoffs.get(row.platform) ?? { own: null, public: null, imported: null },
    kinds: row.kinds,
  }));
}
