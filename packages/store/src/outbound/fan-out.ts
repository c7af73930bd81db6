import type { Destination } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction } from '../connection/transaction.ts';

/**
 * One process at a time, so that ids of deliveries, drawn and committed under the lock, are in the
 * order of the outbox. Rows that an erasure is deleting are left to it.
 */
export function fanOut(
  pool: Pool,
  destinations: readonly Destination[],
  limit: number,
): Promise<number> {
  return inTransaction(pool, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('viral_scan_fan_out', 0))`);
    const { rowCount } = await client.query(
      `with waiting as materialized (
         select outbox_id, tenant_id, subject_id, created_at, patterns is not null as tells_of_posts,
           coalesce(order_key, subject_id || '/'
             || coalesce(payload ->> 'partitionkey', payload ->> 'subject')) as order_key
         from scan.outbox
         where kind = 'event' and done_at is null
         order by outbox_id limit $2
         for update skip locked
       ), made as (
         insert into scan.deliveries
           (tenant_id, subject_id, outbox_id, destination, order_key, created_at)
         select tenant_id, subject_id, outbox_id, destination, order_key, created_at
         from waiting cross join unnest($1::text[]) as destination
         where destination <> 'viral-engine' or tells_of_posts
         order by outbox_id
         on conflict (outbox_id, destination) do nothing
       )
       update scan.outbox o set done_at = clock_timestamp(),
         -- Texts are kept for whom they are for, and for nobody else.
         patterns = case when 'viral-engine' = any($1) then patterns end
       from waiting where o.outbox_id = waiting.outbox_id`,
      [destinations, limit],
    );
    return rowCount ?? 0;
  });
}
