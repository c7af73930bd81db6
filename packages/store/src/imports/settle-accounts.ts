import type { SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';

/**
 * Shows an account of a platform we do not know by its id without the platform's label, unless a
 * file names it: only the end of an import tells that none of its rows does.
 */
export async function nameByBareId(db: Queryable, subject: SubjectKey): Promise<void> {
  await db.query(
    `update scan.accounts
     set name = substr(external_id, strpos(external_id, '/') + 1), updated_at = now()
     where tenant_id = $1 and subject_id = $2 and platform = 'file' and name is null
       and origin is not null and strpos(external_id, '/') > 0`,
    [subject.tenantId, subject.subjectId],
  );
}

/** Makes the only account of an import the user's own, with all that this import brought of it. */
export async function makeOwn(
  db: Queryable,
  subject: SubjectKey,
  importId: string,
  accountId: string,
): Promise<void> {
  const key = [subject.tenantId, subject.subjectId, accountId];
  // How a platform was read says nothing of a file: its account keeps its access.
  await db.query(
    `update scan.accounts
     set seen_as_own = true, access = case when source = 'import' then 'own' else access end,
       updated_at = now()
     where tenant_id = $1 and subject_id = $2 and account_id = $3
       and (not seen_as_own or (source = 'import' and access <> 'own'))`,
    key,
  );
  await db.query(
    `update scan.post_snapshots s set access = 'own'
     from scan.posts p
     where p.tenant_id = $1 and p.subject_id = $2 and p.account_id = $3 and p.import_id = $4
       and s.tenant_id = $1 and s.subject_id = $2 and s.account_id = $3 and s.post_id = p.post_id
       and s.source = 'import' and s.access <> 'own'`,
    [...key, importId],
  );
  await db.query(
    `update scan.post_retention r set access = 'own'
     from scan.posts p
     where p.tenant_id = $1 and p.subject_id = $2 and p.account_id = $3 and p.import_id = $4
       and r.tenant_id = $1 and r.subject_id = $2 and r.account_id = $3 and r.post_id = p.post_id
       and r.source = 'import' and r.access <> 'own'`,
    [...key, importId],
  );
  await db.query(
    `update scan.posts set access = 'own'
     where tenant_id = $1 and subject_id = $2 and account_id = $3 and import_id = $4
       and access <> 'own'`,
    [...key, importId],
  );
}
