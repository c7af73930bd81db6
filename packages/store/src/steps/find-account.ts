import {
  type AccountProfile,
  type KnownAccount,
  type Platform,
  type SubjectKey,
  splitAccountRef,
} from '@viral-scan/contracts';
import { onlyRow, type Queryable } from '../connection/transaction.ts';

type FoundAccount = AccountProfile & { readonly accountId: string };

const profileColumns = `account_id as "accountId", platform, external_id as "externalId", origin,
  name, handle, followers, timezone, source`;

export async function findAccount(
  db: Queryable,
  subject: SubjectKey,
  ref: string,
  from: Date,
  to: Date,
): Promise<KnownAccount | null> {
  const { platform, externalId } = splitAccountRef(ref);
  if (platform === null) return null;
  // An export of a known platform is kept under it, and one of an unknown platform under its label,
  // whatever people call it afterwards. A bare id that several labels share names none of them.
  const { rows } = await db.query<FoundAccount>(
    `select ${profileColumns}
     from scan.accounts
     where tenant_id = $1 and subject_id = $2 and external_id = $4
       and (platform = $3 or ($3 = 'file' and imported_at is not null))
     order by platform <> $3, platform
     limit 1`,
    [subject.tenantId, subject.subjectId, platform, externalId],
  );
  const found = rows[0] ?? (await findOtherwise(db, subject, { platform, externalId }));
  if (found === null) return null;
  const { accountId, ...profile } = found;
  const counted = await db.query<{
    posts: number;
    unmeasured: number;
    captured_at: Date | null;
  }>(
    `select count(*) as posts, count(*) filter (where latest.captured_at is null) as unmeasured,
       greatest(max(latest.captured_at), max(r.captured_at), (
         select max(d.captured_at) from scan.account_days d
         where d.tenant_id = $1 and d.subject_id = $2 and d.account_id = $3 and d.captured_at <= $5
       ), (
         select max(g.captured_at) from scan.audience_groups g
         where g.tenant_id = $1 and g.subject_id = $2 and g.account_id = $3 and g.captured_at <= $5
       )) as captured_at
     from scan.posts p
     left join lateral (
       select s.captured_at from scan.post_snapshots s
       where s.tenant_id = p.tenant_id and s.subject_id = p.subject_id
         and s.account_id = p.account_id and s.post_id = p.post_id and s.captured_at <= $5
       order by s.captured_at desc limit 1
     ) latest on true
     left join scan.post_retention r on r.tenant_id = p.tenant_id and r.subject_id = p.subject_id
       and r.account_id = p.account_id and r.post_id = p.post_id and r.captured_at <= $5
     where p.tenant_id = $1 and p.subject_id = $2 and p.account_id = $3
       and p.published_at > $4 and p.published_at <= $5`,
    [subject.tenantId, subject.subjectId, accountId, from, to],
  );
  const { posts, unmeasured, captured_at: capturedAt } = onlyRow(counted.rows);
  return { accountId, profile, posts, postsWithoutMetrics: unmeasured, capturedAt };
}

function findOtherwise(
  db: Queryable,
  subject: SubjectKey,
  { platform, externalId }: { readonly platform: Platform; readonly externalId: string },
): Promise<FoundAccount | null> {
  if (platform === 'file') return findLabelled(db, subject, externalId);
  // Channels are kept by their ids, though they may be named by handles.
  if (platform === 'youtube' && externalId.startsWith('@')) {
    return findByHandle(db, subject, platform, externalId);
  }
  return Promise.resolve(null);
}

/** Handles know no case; one that two accounts had names neither. */
async function findByHandle(
  db: Queryable,
  subject: SubjectKey,
  platform: Platform,
  handle: string,
): Promise<FoundAccount | null> {
  const { rows } = await db.query<FoundAccount>(
    `select ${profileColumns}
     from scan.accounts
     where tenant_id = $1 and subject_id = $2 and platform = $3
       and lower(ltrim(handle, '@')) = lower(ltrim($4, '@'))
     limit 2`,
    [subject.tenantId, subject.subjectId, platform, handle],
  );
  return rows.length === 1 ? (rows[0] ?? null) : null;
}

async function findLabelled(
  db: Queryable,
  subject: SubjectKey,
  bareId: string,
): Promise<FoundAccount | null> {
  const { rows } = await db.query<FoundAccount>(
    `select ${profileColumns}
     from scan.accounts
     where tenant_id = $1 and subject_id = $2 and platform = 'file' and imported_at is not null
       and origin is not null and strpos(external_id, '/') > 0
       and substr(external_id, strpos(external_id, '/') + 1) = $3
     limit 2`,
    [subject.tenantId, subject.subjectId, bareId],
  );
  return rows.length === 1 ? (rows[0] ?? null) : null;
}
