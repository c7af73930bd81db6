import type { Destination, DomainEvent, OutboundDelivery, ViralPost } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';

/**
 * A delivery is *taken* by moving its next attempt behind the lease and raising its attempts, which
 * fence whoever took it before. While it is taken, locked or postponed it is still the first of its
 * key, so that nothing overtakes it.
 */
export async function take(
  db: Queryable,
  destination: Destination,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
): Promise<readonly OutboundDelivery[]> {
  const { rows } = await db.query<{
    delivery_id: number;
    attempts: number;
    created_at: Date;
    payload: DomainEvent;
    patterns: readonly ViralPost[] | null;
  }>(
    `with due as materialized (
       select d.delivery_id from scan.deliveries d
       where d.destination = $1 and d.done_at is null and d.next_attempt_at <= clock_timestamp()
         and not exists (
           select from scan.deliveries earlier
           where earlier.destination = d.destination and earlier.order_key = d.order_key
             and earlier.done_at is null and earlier.delivery_id < d.delivery_id
         )
       order by d.delivery_id limit $2
       for update of d skip locked
     ), taken as (
       update scan.deliveries d
       set state = 'taken', attempts = d.attempts + 1,
         next_attempt_at = clock_timestamp() + $3::float8 * interval '1 ms'
       from due where d.delivery_id = due.delivery_id
       returning d.delivery_id, d.outbox_id, d.attempts, d.created_at
     )
     select taken.delivery_id, taken.attempts, taken.created_at, o.payload, o.patterns
     from taken join scan.outbox o using (outbox_id)
     order by taken.delivery_id`,
    [destination, limit, leaseMs],
  );
  return rows.map((row) => ({
    deliveryId: row.delivery_id,
    destination,
    event: row.payload,
    patterns: row.patterns,
    attempt: row.attempts,
    createdAt: row.created_at,
  }));
}
