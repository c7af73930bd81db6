import { type Access, accountRef, type Platform, type SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { storedTextOrNull } from '../values/stored-text.ts';

export interface ImportedAccount {
  readonly platform: Platform;
  readonly externalId: string;
  readonly origin: string | null;
  readonly name: string | null;
}

/** `access` is that of the rows an import brings: `own` when the account is known as the user's. */
export interface WrittenAccount {
  readonly accountId: string;
  readonly access: Access;
}

/**
 * Finds or creates the accounts of a batch. An account that was collected before stays of its
 * source, with its name; one that only ever came from files takes the last name given.
 *
 * @returns the accounts by ref.
 */
export async function upsertImportedAccounts(
  db: Queryable,
  subject: SubjectKey,
  importedAt: Date,
  accounts: readonly ImportedAccount[],
): Promise<ReadonlyMap<string, WrittenAccount>> {
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
  const refs = [rows.map((row) => row.platform), rows.map((row) => row.externalId)];
  // Written only where it changes something: versions of a row that one long transaction leaves
  // behind are walked through by every later look at it.
  await db.query(
    `insert into scan.accounts as known (tenant_id, subject_id, platform, external_id, origin, name,
       source, access, imported_at)
     select $1, $2, platform, external_id, origin, name, 'import', 'public', $3
     from unnest($4::text[], $5::text[], $6::text[], $7::text[])
       as given (platform, external_id, origin, name)
     on conflict (subject_id, platform, external_id) do update set
       origin = coalesce(known.origin, excluded.origin),
       name = case when known.source = 'import' then coalesce(excluded.name, known.name)
         else coalesce(known.name, excluded.name) end,
       imported_at = excluded.imported_at,
       updated_at = now()
     where known.imported_at is distinct from excluded.imported_at
       or (known.origin is null and excluded.origin is not null)
       or (known.source = 'import' and excluded.name <> known.name)
       or (known.name is null and excluded.name is not null)`,
    [
      subject.tenantId,
      subject.subjectId,
      importedAt,
      ...refs,
      rows.map((row) => storedTextOrNull(row.origin)),
      rows.map((row) => storedTextOrNull(row.name)),
    ],
  );
  const { rows: known } = await db.query<{ ref: string; account_id: string; is_own: boolean }>(
    `select a.platform || ':' || a.external_id as ref, a.account_id,
       a.seen_as_own or a.access = 'own' as is_own
     from unnest($3::text[], $4::text[]) as given (platform, external_id)
     join scan.accounts a on a.platform = given.platform and a.external_id = given.external_id
     where a.tenant_id = $1 and a.subject_id = $2`,
    [subject.tenantId, subject.subjectId, ...refs],
  );
  return new Map(
    known.map(({ ref, account_id: accountId, is_own: isOwn }) => [
      ref,
      { accountId, access: isOwn ? 'own' : 'public' },
    ]),
  );
}
