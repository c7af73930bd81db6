import type { Pool } from 'pg';
import { onlyRow } from '../connection/transaction.ts';
import { storedJson } from '../values/stored-text.ts';
import { deleteGrants, deleteIdentity } from './delete-identity.ts';
import { deleteInbound } from './delete-inbound.ts';
import { deleteRows } from './delete-rows.ts';
import type { KeptErasure } from './kept-erasure.ts';
import {
  addCountsSql,
  changeErasure,
  type ErasedCounts,
  type ErasureStep,
  type RunningErasure,
  storedCounts,
  takeErasure,
} from './running-erasure.ts';

export interface ErasureWork {
  take(leaseMs: number): Promise<RunningErasure | null>;
  extend(erasure: RunningErasure, leaseMs: number): Promise<void>;
  postpone(erasure: RunningErasure, ms: number): Promise<void>;
  stepDone(erasure: RunningErasure, step: ErasureStep, erased: ErasedCounts): Promise<void>;
  count(erasure: RunningErasure, erased: ErasedCounts): Promise<void>;
  keepNotRevoked(erasure: RunningErasure, notRevoked: KeptErasure['notRevoked']): Promise<void>;
  userOf(erasure: RunningErasure): Promise<string | null>;
  deleteRows(erasure: RunningErasure, signal: AbortSignal): Promise<void>;
  deleteGrants(erasure: RunningErasure): Promise<ErasedCounts>;
  complete(erasure: RunningErasure): Promise<void>;
  lag(): Promise<{ readonly running: number; readonly oldestSeconds: number }>;
}

const nothingKnown = `tenant_id = null, subject_id = null, platform = null, external_id = null,
  account_refs = null, scan_ids = null, lease = null, leased_until = null`;

/** Rows of the scan schema go with its role, those of the identity schema with the other. */
export function createErasureWork(pool: Pool, identityPool: Pool): ErasureWork {
  return {
    take: (leaseMs) => takeErasure(pool, leaseMs),

    extend: (erasure, leaseMs) =>
      changeErasure(
        pool,
        erasure,
        `leased_until = clock_timestamp() + $3 * interval '1 millisecond'`,
        [leaseMs],
      ),

    postpone: (erasure, ms) =>
      changeErasure(
        pool,
        erasure,
        `lease = null, leased_until = null,
         next_attempt_at = clock_timestamp() + $3 * interval '1 millisecond'`,
        [ms],
      ),

    stepDone: (erasure, step, erased) =>
      changeErasure(
        pool,
        erasure,
        `${addCountsSql}, attempts = 0, step_done_at = clock_timestamp(),
         steps_done = array_append(steps_done, $4)`,
        [storedCounts(erased), step],
      ),

    count: (erasure, erased) => changeErasure(pool, erasure, addCountsSql, [storedCounts(erased)]),

    keepNotRevoked: (erasure, notRevoked) =>
      changeErasure(pool, erasure, 'not_revoked = $3', [storedJson(notRevoked)]),

    async userOf({ tenantId, subjectId }) {
      const { rows } = await pool.query<{ user_id: string | null }>(
        'select identity.user_of($1, $2) as user_id',
        [tenantId, subjectId],
      );
      return onlyRow(rows).user_id;
    },

    async deleteRows(erasure, signal) {
      await deleteInbound(pool, identityPool, erasure);
      await deleteRows(pool, erasure, signal);
    },

    deleteGrants: (erasure) => deleteGrants(identityPool, erasure),

    async complete(erasure) {
      const { erasureId, account, tenantId, subjectId } = erasure;
      await changeErasure(pool, erasure, 'attempts = attempts', []);
      if (account === null) await deleteIdentity(identityPool, erasure);
      // With a whole user go erasures of their accounts that are under way.
      await pool.query(
        `update scan.erasures
         set state = 'completed', completed_at = clock_timestamp(), ${nothingKnown}
         where state = 'running' and (erasure_id = $1
           or ($2 and tenant_id = $3 and subject_id = $4))`,
        [erasureId, account === null, tenantId, subjectId],
      );
    },

    async lag() {
      const { rows } = await pool.query<{ running: number; seconds: number }>(
        `select count(*) as running, coalesce(extract(epoch from
           clock_timestamp() - min(requested_at)), 0)::float8 as seconds
         from scan.erasures where state = 'running'`,
      );
      const { running, seconds } = onlyRow(rows);
      return { running, oldestSeconds: seconds };
    },
  };
}
