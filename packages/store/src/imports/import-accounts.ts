import { accountRef, type Platform, type SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { storedTextOrNull } from '../values/stored-text.ts';

export interface ImportedAccount {
  readonly platform: Platform;
  readonly externalId: string;
  readonly origin: string | null;
  readonly name: string | null;
}

/**
 * Finds or creates the accounts of a batch. An account that was collected before stays of its
 * source, with its name; one that only ever came from files takes the last name given.
 *
 * @returns account ids by ref.
 */
export async function upsertImportedAccounts(
  db: Queryable,
  subject: SubjectKey,
  importedAt: Date,
  accounts: readonly ImportedAccount[],
): Promise<ReadonlyMap<string, string>> {
  const byRef = new Map<string, ImportedAccount>();
  for (const account of accounts) {
    const ref = accountRef(account.platform, account.externalId);
    const earlier = byRef.get(ref);
    byRef.set(ref, {
      ...account,
      origin: account.origin ?? earlier?.origin ?? null,
      name: account.name ?? earlier?.name ?? null,
    });
  }
  const rows = [...byRef].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, account]) => account);
  const { rows: known } = await db.query<{ ref: string; account_id: string }>(
    `insert into scan.accounts as known (tenant_id, subject_id, platform, external_id, origin, name,
       source, access, seen_as_own, imported_at)
     select $1, $2, platform, external_id, origin, name, 'import', 'own', true, $3
     from unnest($4::text[], $5::text[], $6::text[], $7::text[])
       as given (platform, external_id, origin, name)
     on conflict (subject_id, platform, external_id) do update set
       origin = coalesce(known.origin, excluded.origin),
       name = case when known.source = 'import' then coalesce(excluded.name, known.name)
         else coalesce(known.name, excluded.name) end,
       seen_as_own = true,
       imported_at = excluded.imported_at,
       updated_at = now()
     returning platform || ':' || external_id as ref, account_id`,
    [
      subject.tenantId,
      subject.subjectId,
      importedAt,
      rows.map((row) => row.platform),
      rows.map((row) => row.externalId),
      rows.map((row) => storedTextOrNull(row.origin)),
      rows.map((row) => storedTextOrNull(row.name)),
    ],
  );
  return new Map(known.map(({ ref, account_id: accountId }) => [ref, accountId]));
}
