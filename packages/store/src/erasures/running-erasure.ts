import {
  type AccountRef,
  accountRef,
  type ErasureOrigin,
  type Platform,
  StepLost,
  type SubjectKey,
} from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { storedJson } from '../values/stored-text.ts';

export type ErasureStep = 'grants' | 'queue' | 'rows' | 'keys' | 'traces';
export type ErasedCounts = Readonly<Record<string, number>>;

export interface RunningErasure extends SubjectKey {
  readonly erasureId: string;
  readonly lease: string;
  readonly origin: ErasureOrigin;
  readonly account: AccountRef | null;
  readonly requestedAt: Date;
  readonly scanIds: readonly string[];
  readonly stepsDone: readonly ErasureStep[];
  readonly stepDoneAt: Date | null;
  readonly attempts: number;
}

/** Of several that come at once each takes another; a lease that ran out is taken over. */
export async function takeErasure(db: Queryable, leaseMs: number): Promise<RunningErasure | null> {
  const { rows } = await db.query<{
    erasure_id: string;
    lease: string;
    origin: ErasureOrigin;
    tenant_id: string;
    subject_id: string;
    platform: Platform | null;
    external_id: string | null;
    requested_at: Date;
    scan_ids: string[] | null;
    steps_done: ErasureStep[];
    step_done_at: Date | null;
    attempts: number;
  }>(
    `update scan.erasures set lease = gen_random_uuid(), attempts = attempts + 1,
       leased_until = clock_timestamp() + $1 * interval '1 millisecond'
     where erasure_id = (
       select erasure_id from scan.erasures
       where state = 'running' and next_attempt_at <= clock_timestamp()
         and (leased_until is null or leased_until < clock_timestamp())
       order by next_attempt_at limit 1
       for update skip locked
     )
     returning erasure_id, lease, origin, tenant_id, subject_id, platform, external_id,
       requested_at, scan_ids, steps_done, step_done_at, attempts`,
    [leaseMs],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { platform, external_id: externalId } = row;
  return {
    erasureId: row.erasure_id,
    lease: row.lease,
    origin: row.origin,
    tenantId: row.tenant_id,
    subjectId: row.subject_id,
    account: platform === null || externalId === null ? null : accountRef(platform, externalId),
    requestedAt: row.requested_at,
    scanIds: row.scan_ids ?? [],
    stepsDone: row.steps_done,
    stepDoneAt: row.step_done_at,
    attempts: row.attempts,
  };
}

/**
 * Sets columns of an erasure that is still held; their values are from `$3` on.
 *
 * @throws StepLost
 */
export async function changeErasure(
  db: Queryable,
  { erasureId, lease }: RunningErasure,
  set: string,
  values: readonly unknown[],
): Promise<void> {
  const { rowCount } = await db.query(
    `update scan.erasures set ${set}
     where erasure_id = $1 and lease = $2 and state = 'running'`,
    [erasureId, lease, ...values],
  );
  if (rowCount !== 1) throw new StepLost('the erasure is no longer held');
}

/** Adds counts to those that are kept; `$3` is a JSON object of them. */
export const addCountsSql = `erased = (
  select coalesce(jsonb_object_agg(kind, total), '{}') from (
    select kind, sum(count::bigint) as total from (
      select * from jsonb_each_text(erased) as before (kind, count)
      union all select * from jsonb_each_text($3::jsonb) as now (kind, count)
    ) each where count::bigint > 0 group by kind
  ) counted
)`;

export const storedCounts = (erased: ErasedCounts): string => storedJson(erased);
