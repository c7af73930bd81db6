import type { Platform } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction } from '../connection/transaction.ts';
import { keptKeysSql } from '../scans/initiate.ts';
import { accountsToSweep, type Cutoffs, type ExpiringAccount } from './accounts-to-sweep.ts';
import { deletePosts, deleteRows } from './delete-expired.ts';
import type { ExpiringKind } from './expiring-tables.ts';

export interface RetentionRepository {
  accounts(
    after: string | null,
    limit: number,
    cutoffs: ReadonlyMap<Platform, Cutoffs>,
  ): Promise<readonly ExpiringAccount[]>;
  deleteExpired(
    account: ExpiringAccount,
    kind: ExpiringKind,
    limit: number,
  ): Promise<number | null>;
  deleteDone(before: Date, limit: number): Promise<number>;
  deleteKeys(limit: number): Promise<number>;
  deleteScrapeLimits(limit: number): Promise<number>;
}

export function createRetentionRepository(pool: Pool): RetentionRepository {
  return {
    accounts: (after, limit, cutoffs) => accountsToSweep(pool, after, limit, cutoffs),

    deleteExpired: (account, kind, limit) =>
      inTransaction(pool, async (client) => {
        // Two at once could wait for each other's rows. Tenant, subject and account go together,
        // which the planner does not know: it would expect one row, and loop over thousands.
        const { rows } = await client.query<{ held: boolean }>(
          `select pg_try_advisory_xact_lock(hashtextextended('retention', 0)) as held,
             set_config('timescaledb.max_tuples_decompressed_per_dml_transaction', '0', true),
             set_config('enable_nestloop', 'off', true)`,
        );
        if (rows[0]?.held !== true) return null;
        return kind === 'posts'
          ? deletePosts(client, account, limit)
          : deleteRows(client, account, kind, limit);
      }),

    async deleteDone(before, limit) {
      const { rowCount } = await pool.query(
        `delete from scan.outbox where outbox_id in (
           select outbox_id from scan.outbox o where done_at < $1
             and not exists (
               select from scan.deliveries d
               where d.outbox_id = o.outbox_id and (d.done_at is null or d.done_at >= $1)
             )
           order by done_at limit $2 for update skip locked
         )`,
        [before, limit],
      );
      return rowCount ?? 0;
    },

    async deleteKeys(limit) {
      const { rowCount } = await pool.query(
        `with expired as materialized (
           select tenant_id, subject_id, key from scan.idempotency_keys
           where created_at <= clock_timestamp() - ${keptKeysSql}
           order by created_at limit $1 for update skip locked
         )
         delete from scan.idempotency_keys k using expired
         where k.tenant_id = expired.tenant_id and k.subject_id = expired.subject_id
           and k.key = expired.key`,
        [limit],
      );
      return rowCount ?? 0;
    },

    async deleteScrapeLimits(limit) {
      const { rowCount } = await pool.query(
        `with expired as materialized (
           select subject_id, account_ref from scan.scrape_limits
           where asked_at < clock_timestamp() - interval '1 day'
             and asked_at < clock_timestamp() - make_interval(secs => window_seconds)
           order by asked_at limit $1 for update skip locked
         )
         delete from scan.scrape_limits l using expired
         where l.subject_id = expired.subject_id and l.account_ref = expired.account_ref`,
        [limit],
      );
      return rowCount ?? 0;
    },
  };
}
