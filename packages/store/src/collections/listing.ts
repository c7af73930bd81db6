import type { Listing, SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';

export async function readListing(
  db: Queryable,
  subject: SubjectKey,
  accountId: string,
): Promise<Listing | null> {
  const { rows } = await db.query<{
    since: Date | null;
    listed_at: Date | null;
    cursor: string | null;
    backfill_at: Date | null;
  }>(
    `select complete_since as since, complete_listed_at as listed_at, backfill_cursor as cursor,
       backfill_listed_at as backfill_at
     from scan.listings where tenant_id = $1 and subject_id = $2 and account_id = $3`,
    [subject.tenantId, subject.subjectId, accountId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { since, listed_at: listedAt, cursor, backfill_at: backfillAt } = row;
  return {
    complete: since === null || listedAt === null ? null : { since, listedAt },
    backfill: cursor === null || backfillAt === null ? null : { cursor, listedAt: backfillAt },
  };
}

export async function writeListing(
  db: Queryable,
  subject: SubjectKey,
  accountId: string,
  { complete, backfill }: Listing,
): Promise<void> {
  await db.query(
    `insert into scan.listings (tenant_id, subject_id, account_id, complete_since,
       complete_listed_at, backfill_cursor, backfill_listed_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (subject_id, account_id) do update set
       complete_since = excluded.complete_since,
       complete_listed_at = excluded.complete_listed_at,
       backfill_cursor = excluded.backfill_cursor,
       backfill_listed_at = excluded.backfill_listed_at,
       updated_at = now()`,
    [
      subject.tenantId,
      subject.subjectId,
      accountId,
      complete?.since ?? null,
      complete?.listedAt ?? null,
      backfill?.cursor ?? null,
      backfill?.listedAt ?? null,
    ],
  );
}
