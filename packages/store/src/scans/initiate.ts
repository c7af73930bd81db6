import { randomUUID } from 'node:crypto';
import {
  type Initiated,
  type NewScan,
  type Principal,
  partitionKeyOf,
  type SubjectKey,
  startedData,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, onlyRow, type Queryable } from '../connection/transaction.ts';
import { holdSubject } from '../erasures/hold-subject.ts';
import { writeDispatch, writeEvent } from '../outbox/write-outbox.ts';
import { takePlace } from '../scraping/take-place.ts';
import { storedJson } from '../values/stored-text.ts';
import { readScan } from './read-scan.ts';

/** For so long a key stands for the scan that it was sent with. */
export const keptKeysSql = `interval '24 hours'`;

/**
 * One transaction, serialised per subject by an advisory lock: two calls at the limit cannot both
 * see the last free place, and a key used twice at once gives one scan. Of what is refused nothing is
 * written but that an account was limited.
 */
export function initiate(pool: Pool, principal: Principal, scan: NewScan): Promise<Initiated> {
  return inTransaction(pool, async (client): Promise<Initiated> => {
    await lockSubject(client, principal);
    const earlier = scan.idempotency && (await findKey(client, principal, scan.idempotency.key));
    if (earlier) {
      if (earlier.request_hash !== scan.idempotency?.requestHash) return { outcome: 'key_reused' };
      return { outcome: 'repeated', scan: await readBack(client, principal, earlier.scan_id) };
    }
    if (scan.hourlyQuota !== null) {
      const retryAfterMs = await untilQuotaIsFree(client, principal, scan.hourlyQuota);
      if (retryAfterMs !== null) {
        return { outcome: 'quota_exceeded', limit: scan.hourlyQuota, retryAfterMs };
      }
    }
    if (scan.accountLimit !== undefined) {
      await holdSubject(client, principal, refsOf(scan));
      const refusal = await takePlace(client, principal, scan.accountLimit);
      if (refusal !== null) return { outcome: 'account_limited', ...refusal };
    }
    await insertScan(client, principal, scan);
    const created = await readBack(client, principal, scan.scanId);
    await writeDispatch(client, principal, scan);
    if (scan.kind !== 'collection') {
      await writeEvent(client, principal, {
        id: randomUUID(),
        type: 'viral.scraping.started',
        scanId: scan.scanId,
        traceparent: scan.traceparent,
        time: created.scanTime,
        partitionKey: partitionKeyOf(scan),
        data: startedData(scan),
      });
    }
    return { outcome: 'created', scan: created };
  });
}

/** Until the transaction ends: who takes on a scan for the subject waits. */
export async function lockSubject(db: Queryable, { subjectId }: SubjectKey): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('initiate:' || $1, 0))`, [
    subjectId,
  ]);
}

async function findKey(db: Queryable, principal: Principal, key: string) {
  const { rows } = await db.query<{ request_hash: string; scan_id: string }>(
    `select request_hash, scan_id from scan.idempotency_keys
     where tenant_id = $1 and subject_id = $2 and key = $3
       and created_at > clock_timestamp() - ${keptKeysSql}`,
    [principal.tenantId, principal.subjectId, key],
  );
  return rows[0] ?? null;
}

/** Milliseconds until fewer than `quota` scans are in the last real hour; null when they are. */
async function untilQuotaIsFree(
  db: Queryable,
  principal: Principal,
  quota: number,
): Promise<number | null> {
  if (quota < 1) return 3_600_000;
  const { rows } = await db.query<{ retry_after_ms: number }>(
    `select ceil(extract(epoch from
         requested_at_real + interval '1 hour' - clock_timestamp()) * 1000)::int as retry_after_ms
     from scan.scans
     where tenant_id = $1 and subject_id = $2 and kind = 'scan'
       and requested_at_real > clock_timestamp() - interval '1 hour'
     order by requested_at_real desc
     offset $3 limit 1`,
    [principal.tenantId, principal.subjectId, quota - 1],
  );
  return rows[0] === undefined ? null : Math.max(1, rows[0].retry_after_ms);
}

/**
 * Under the subject's lock: see `lockSubject`.
 *
 * @throws BeingErased
 */
export async function insertScan(
  db: Queryable,
  principal: SubjectKey,
  scan: NewScan,
): Promise<void> {
  await holdSubject(db, principal, refsOf(scan));
  await db.query(
    `with free as (
       select min(candidate) as scan_time from (
         select $3::timestamptz as candidate
         union all
         select scan_time + interval '1 millisecond' from scan.scans
         where tenant_id = $1 and subject_id = $2 and scan_time >= $3
       ) c
       where not exists (
         select from scan.scans taken
         where taken.tenant_id = $1 and taken.subject_id = $2 and taken.scan_time = c.candidate
       )
     ), written as (
       insert into scan.scans (scan_id, tenant_id, subject_id, kind, parameters, scan_time,
         requested_at_real, last_sign_of_life, traceparent)
       select $4, $1, $2, $5, $6, free.scan_time, clock_timestamp(), clock_timestamp(), $7
       from free
     ), remembered as (
       insert into scan.idempotency_keys (tenant_id, subject_id, key, request_hash, scan_id)
       select $1, $2, $8, $9, $4 where $8::text is not null
       on conflict (tenant_id, subject_id, key) do update
         set request_hash = excluded.request_hash, scan_id = excluded.scan_id,
           created_at = now()
     )
     insert into scan.scan_steps (scan_id, tenant_id, subject_id, step_key, ordinal, kind,
       account_ref, role)
     select $4, $1, $2, step_key, ordinal, kind, account_ref, role
     from unnest($10::text[], $11::text[], $12::text[], $13::text[]) with ordinality
       as step (step_key, kind, account_ref, role, ordinal)`,
    [
      principal.tenantId,
      principal.subjectId,
      scan.scanTime,
      scan.scanId,
      scan.kind,
      storedJson(scan.parameters),
      scan.traceparent,
      scan.idempotency?.key ?? null,
      scan.idempotency?.requestHash ?? null,
      scan.steps.map((step) => step.stepKey),
      scan.steps.map((step) => step.kind),
      scan.steps.map((step) => step.accountRef),
      scan.steps.map((step) => step.role),
    ],
  );
}

const refsOf = (scan: NewScan): readonly string[] =>
  scan.steps.flatMap(({ accountRef }) => accountRef ?? []);

async function readBack(db: Queryable, principal: Principal, scanId: string) {
  const scan = await readScan(db, principal, scanId);
  return onlyRow(scan === null ? [] : [scan]);
}
