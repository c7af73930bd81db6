import { type AccountRef, type SubjectKey, splitAccountRef } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { storedText } from '../values/stored-text.ts';

/** A ref without what tells spellings of one account apart: case, and "@" before a handle. */
export const plainRefSql = (ref: string): string => `lower(replace(${ref}, ':@', ':'))`;

/**
 * Plain refs that mean the same account: by its id and by its handle, once it is known. An account
 * that was named by its handle before it was ever read is the same afterwards.
 */
export async function plainRefsOf(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
  ref: AccountRef,
): Promise<readonly string[]> {
  const { platform, externalId } = splitAccountRef(ref);
  const { rows } = await db.query<{ ref: string }>(
    `select ${plainRefSql('$3::text')} as ref
     union
     select ${plainRefSql(`a.platform || ':' || called`)} from scan.accounts a
     cross join unnest(array[a.external_id, a.handle]) as called
     where a.tenant_id = $1 and a.subject_id = $2 and a.platform = $4 and called is not null
       and (lower(a.external_id) = lower($5)
         or lower(ltrim(a.handle, '@')) = lower(ltrim($5, '@')))`,
    [tenantId, subjectId, storedText(ref), platform, storedText(externalId)],
  );
  return rows.map((row) => row.ref);
}
