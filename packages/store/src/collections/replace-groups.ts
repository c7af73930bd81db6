import type { AudienceGroup, CollectedDays, SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { storedText } from '../values/stored-text.ts';

/**
 * The groups replace those known of the account as a whole, unless those are of a later reading. What
 * nobody was asked for stays.
 */
export async function replaceGroups(
  db: Queryable,
  subject: SubjectKey,
  { accountId, groups, capturedAt, source }: CollectedDays,
): Promise<void> {
  if (groups === undefined) return;
  const account = [subject.tenantId, subject.subjectId, accountId];
  // Two collections of an account may end at once: their readings must not mix.
  await db.query(
    `select from scan.accounts where tenant_id = $1 and subject_id = $2 and account_id = $3
     for no key update`,
    account,
  );
  await db.query(
    `delete from scan.audience_groups
     where tenant_id = $1 and subject_id = $2 and account_id = $3 and captured_at <= $4`,
    [...account, capturedAt],
  );
  const each = eachOnce(groups);
  if (each.length === 0) return;
  // Whatever is still there is of a later reading.
  await db.query(
    `insert into scan.audience_groups (tenant_id, subject_id, account_id, dimension, name, count,
       share, captured_at, source)
     select $1, $2, $3, given.*, $4, $5
     from unnest($6::text[], $7::text[], $8::bigint[], $9::float8[]) as given
     where not exists (
       select from scan.audience_groups
       where tenant_id = $1 and subject_id = $2 and account_id = $3
     )`,
    [
      ...account,
      capturedAt,
      source,
      each.map(({ dimension }) => dimension),
      each.map(({ name }) => name),
      each.map(({ count }) => count),
      each.map(({ share }) => share),
    ],
  );
}

/** By the name as it is stored; the last of the same name. */
const eachOnce = (groups: readonly AudienceGroup[]): AudienceGroup[] => {
  const stored = groups.map((group) => ({ ...group, name: storedText(group.name) }));
  return [...new Map(stored.map((group) => [`${group.dimension} ${group.name}`, group])).values()];
};
