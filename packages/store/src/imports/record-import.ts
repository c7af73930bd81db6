import type { ImportResult, ImportSummary, OpenImport, SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { storedJson } from '../values/stored-text.ts';
import { makeOwn, nameByBareId } from './settle-accounts.ts';

/** Of a file with more accounts, only so many are listed. */
const listedAccounts = 1_000;

/** Ends an import: whose it is, its row, and its accounts, largest first. */
export async function recordImport(
  db: Queryable,
  subject: SubjectKey,
  open: OpenImport,
  summary: ImportSummary,
): Promise<ImportResult> {
  await nameByBareId(db, subject);
  const { rows } = await db.query<{
    id: string;
    account_id: string;
    name: string | null;
    origin: string | null;
    posts: number;
    total: number;
  }>(
    `select a.account_id as id, a.platform || ':' || a.external_id as account_id, a.name, a.origin, brought.posts,
       count(*) over () as total
     from (
       select account_id, count(*) as posts from scan.posts
       where tenant_id = $1 and subject_id = $2 and import_id = $3
       group by account_id
     ) brought
     join scan.accounts a on a.account_id = brought.account_id
     where a.tenant_id = $1 and a.subject_id = $2
     order by brought.posts desc, a.platform || ':' || a.external_id collate "C"
     limit $4`,
    [subject.tenantId, subject.subjectId, open.importId, listedAccounts],
  );
  const sole = rows[0]?.total === 1 ? rows[0].id : null;
  if (sole !== null) await makeOwn(db, subject, open.importId, sole);
  const result: ImportResult = {
    ...summary,
    accounts: rows.map(({ total: _, id: __, ...account }) => account),
    accounts_total: rows[0]?.total ?? 0,
  };
  await db.query(
    `insert into scan.imports (import_id, tenant_id, subject_id, kind, imported_at, result)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      open.importId,
      subject.tenantId,
      subject.subjectId,
      summary.kind,
      open.importedAt,
      storedJson({ ...summary, accounts_total: result.accounts_total }),
    ],
  );
  return result;
}
