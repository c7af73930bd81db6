import {
  type AccountRef,
  type ErasureOrigin,
  type SubjectKey,
  splitAccountRef,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, onlyRow, type Queryable } from '../connection/transaction.ts';
import { storedText } from '../values/stored-text.ts';
import {
  type ErasureRow,
  erasureColumns,
  type KeptErasure,
  keptErasureOf,
} from './kept-erasure.ts';

export interface ErasureRequest {
  readonly code: string;
  readonly origin: ErasureOrigin;
  readonly account: AccountRef | null;
  readonly requestedAt: Date;
}

/**
 * Locks are taken in one order, which agrees with that of workers: subject, connections, scans,
 * steps. From the subject's lock on nothing new comes in (see `holdSubject`); from the steps' on no
 * worker can write (see `holdStep`).
 */
export function begin(
  pool: Pool,
  subject: SubjectKey | null,
  request: ErasureRequest,
): Promise<KeptErasure> {
  return inTransaction(pool, async (client) => {
    if (subject === null || !(await lockOut(client, subject, request.account))) {
      return keep(client, null, request, null);
    }
    const running = await findRunning(client, subject, request.account);
    if (running !== null) return running;
    const { account } = request;
    const refs = account === null ? null : await namesOf(client, subject, account);
    const scanIds = await cancelScans(client, subject, refs);
    const concerned = account === null ? null : scanIds;
    await dropOutbox(client, subject, concerned);
    await dropDeliveries(client, subject, concerned);
    return keep(client, subject, request, { refs, scanIds });
  });
}

const accountOf = (account: AccountRef | null): readonly (string | null)[] => {
  if (account === null) return [null, null];
  const { platform, externalId } = splitAccountRef(account);
  return [platform, storedText(externalId)];
};

async function lockOut(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
  account: AccountRef | null,
): Promise<boolean> {
  const { rows } = await db.query<{ known: boolean }>(
    'select identity.begin_erasure($1, $2, $3, $4) as known',
    [tenantId, subjectId, ...accountOf(account)],
  );
  return onlyRow(rows).known;
}

/** Of the same, or of the whole user. */
async function findRunning(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
  account: AccountRef | null,
): Promise<KeptErasure | null> {
  const { rows } = await db.query<ErasureRow>(
    `select ${erasureColumns} from scan.erasures
     where tenant_id = $1 and subject_id = $2 and state = 'running'
       and (platform is null or (platform = $3 and external_id = $4))
     order by platform is not null limit 1`,
    [tenantId, subjectId, ...accountOf(account)],
  );
  return keptErasureOf(rows);
}

/** As steps may name the account; files call it by its bare id. */
async function namesOf(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
  account: AccountRef,
): Promise<readonly string[]> {
  const { rows } = await db.query<{ refs: string[] }>(
    `with known as (
       select $4::text as name
       union
       select unnest(array[handle, '@' || handle]) from scan.accounts
       where tenant_id = $1 and subject_id = $2 and platform = $3 and external_id = $4
     )
     select array_agg(lower(label || ':' || name)) as refs
     from known cross join unnest(array[$3::text, 'file']) as label where name is not null`,
    [tenantId, subjectId, ...accountOf(account)],
  );
  return onlyRow(rows).refs;
}

/** Ends those that are open and takes the steps from their workers; answers all scans concerned. */
async function cancelScans(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
  refs: readonly string[] | null,
): Promise<readonly string[]> {
  const { rows } = await db.query<{ scan_id: string; is_open: boolean }>(
    `select scan_id, state in ('queued', 'running') as is_open from scan.scans s
     where tenant_id = $1 and subject_id = $2 and ($3::text[] is null or exists (
       select from scan.scan_steps st
       left join scan.accounts a on a.tenant_id = $1 and a.subject_id = $2
         and a.account_id = st.account_id
       where st.scan_id = s.scan_id and st.tenant_id = $1 and st.subject_id = $2
         and (lower(st.account_ref) = any($3)
           or lower(a.platform || ':' || a.external_id) = any($3))
     ))
     order by scan_id
     for no key update of s`,
    [tenantId, subjectId, refs],
  );
  const open = rows.filter((row) => row.is_open).map((row) => row.scan_id);
  const key = [tenantId, subjectId, open];
  await db.query(
    `update scan.scans set state = 'cancelled', completed_at = scan_time
     where tenant_id = $1 and subject_id = $2 and scan_id = any($3)`,
    key,
  );
  await db.query(
    `update scan.scan_steps set fence = fence + 1
     where tenant_id = $1 and subject_id = $2 and scan_id = any($3)`,
    key,
  );
  return rows.map((row) => row.scan_id);
}

/** But what a relay holds at this moment; that is deleted later, like all rows. */
async function dropOutbox(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
  scanIds: readonly string[] | null,
): Promise<void> {
  await db.query(
    `delete from scan.outbox where outbox_id in (
       select outbox_id from scan.outbox
       where tenant_id = $1 and subject_id = $2 and done_at is null
         and ($3::uuid[] is null or scan_id = any($3))
       for update skip locked
     )`,
    [tenantId, subjectId, scanIds],
  );
}

/** What waits is not sent any more; what is being sent at this moment may still arrive. */
async function dropDeliveries(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
  scanIds: readonly string[] | null,
): Promise<void> {
  await db.query(
    `delete from scan.deliveries where delivery_id in (
       select d.delivery_id from scan.deliveries d
       join scan.outbox o on o.outbox_id = d.outbox_id
       where d.tenant_id = $1 and d.subject_id = $2 and d.done_at is null
         and ($3::uuid[] is null or o.scan_id = any($3))
       for update of d skip locked
     )`,
    [tenantId, subjectId, scanIds],
  );
}

async function keep(
  db: Queryable,
  subject: SubjectKey | null,
  { code, origin, account, requestedAt }: ErasureRequest,
  concerned: {
    readonly refs: readonly string[] | null;
    readonly scanIds: readonly string[];
  } | null,
): Promise<KeptErasure> {
  const isRunning = subject !== null;
  const { rows } = await db.query<ErasureRow>(
    `insert into scan.erasures (code, scope, origin, state, requested_at, completed_at, tenant_id,
       subject_id, platform, external_id, account_refs, scan_ids)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     returning ${erasureColumns}`,
    [
      code,
      // Platforms speak of accounts, also of people we do not know.
      account === null && origin === 'request' ? 'user' : 'account',
      origin,
      isRunning ? 'running' : 'completed',
      requestedAt,
      isRunning ? null : requestedAt,
      subject?.tenantId ?? null,
      subject?.subjectId ?? null,
      ...accountOf(isRunning ? account : null),
      concerned?.refs ?? null,
      concerned?.scanIds ?? null,
    ],
  );
  const kept = keptErasureOf(rows);
  if (kept === null) throw new Error('an erasure was not kept');
  return kept;
}
