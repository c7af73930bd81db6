import type {
  AnalysisAccount,
  NotOffered,
  Platform,
  Role,
  ScanRecord,
  SubjectKey,
} from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import type { Window } from './dataset-key.ts';

export type AccountRow = Omit<AnalysisAccount, 'posts' | 'accountId'> & {
  readonly id: string;
  readonly externalId: string;
};

export async function readAccounts(
  db: Queryable,
  subject: SubjectKey,
  scan: ScanRecord,
  { to }: Window,
): Promise<readonly AccountRow[]> {
  const { rows } = await db.query<{
    id: string;
    platform: Platform;
    external_id: string;
    origin: string | null;
    name: string | null;
    timezone: string | null;
    followers: number | null;
    role: Role;
    not_offered: NotOffered | null;
  }>(
    `with part as (
       select account_id, min(ordinal) as ordinal,
         case when bool_or(role = 'own') then 'own' else 'competitor' end as role,
         (array_agg(coverage -> 'not_offered' order by role = 'own' desc))[1] as not_offered
       from scan.scan_steps
       where tenant_id = $1 and subject_id = $2 and scan_id = $3 and kind = 'collect-account'
         and state in ('completed', 'failed') and account_id is not null
       group by account_id
     )
     select a.account_id as id, a.platform, a.external_id, a.origin, a.name, a.timezone, part.role,
       part.not_offered,
       (select s.followers from scan.account_snapshots s
        where s.tenant_id = $1 and s.subject_id = $2 and s.account_id = a.account_id
          and s.captured_at <= $4
        order by s.captured_at desc limit 1) as followers
     from part
     join scan.accounts a on a.account_id = part.account_id
     where a.tenant_id = $1 and a.subject_id = $2
     order by part.ordinal`,
    [subject.tenantId, subject.subjectId, scan.scanId, to],
  );
  return rows.map(({ external_id: externalId, not_offered: notOffered, ...row }) => ({
    ...row,
    externalId,
    ...(notOffered !== null && { notOffered }),
  }));
}
