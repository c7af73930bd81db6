import type { Destination, DomainEvent, OutboundDelivery, ViralPost } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';

/**
 * A delivery is *taken* by moving its next attempt behind the lease and raising its attempts, which
 * fence whoever took it before. While it is taken, locked or postponed it is still the first of its
 * key, so that nothing overtakes it.
 *
 * Whoever takes goes round the keys, from where it was before until it has enough, so that each
 * comes to its turn. However much waits, it looks at no more than one row of a key.
 */
export async function take(
  db: Queryable,
  destination: Destination,
  call: { readonly limit: number; readonly leaseMs: number; readonly afterKey: string },
): Promise<{ readonly deliveries: readonly OutboundDelivery[]; readonly lastKey: string }> {
  const { rows } = await db.query<{
    delivery_id: number;
    turn: number;
    order_key: string;
    attempts: number;
    created_at: Date;
    payload: DomainEvent;
    patterns: readonly ViralPost[] | null;
  }>(
    `with recursive beyond as (
       ${firstOfEachKey('beyond', 'order_key > $4')}
     ), up_to as (
       ${firstOfEachKey('up_to', 'order_key <= $4')}
     ), first_due as materialized (
       select delivery_id, row_number() over () as turn from (
         select * from (select * from beyond union all select * from up_to) heads
         where next_attempt_at <= clock_timestamp() limit $2
       ) heads
     ), due as materialized (
       select d.delivery_id from scan.deliveries d
       where d.delivery_id = any(array(select delivery_id from first_due))
         and d.done_at is null and d.next_attempt_at <= clock_timestamp()
       for update of d skip locked
     ), taken as (
       update scan.deliveries d
       set state = 'taken', attempts = d.attempts + 1,
         next_attempt_at = clock_timestamp() + $3::float8 * interval '1 ms'
       from due where d.delivery_id = due.delivery_id
       returning d.delivery_id, d.outbox_id, d.order_key, d.attempts, d.created_at
     )
     select delivery_id, first_due.turn, taken.order_key, taken.attempts, taken.created_at, o.payload,
       case when $1 = 'viral-engine' then o.patterns end as patterns
     from taken join scan.outbox o using (outbox_id) join first_due using (delivery_id)
     order by delivery_id`,
    [destination, call.limit, call.leaseMs, call.afterKey],
  );
  const deliveries = rows.map((row) => ({
    deliveryId: row.delivery_id,
    destination,
    event: row.payload,
    patterns: row.patterns,
    attempt: row.attempts,
    createdAt: row.created_at,
  }));
  const last = rows.toSorted((a, b) => a.turn - b.turn).at(-1);
  return { deliveries, lastKey: last?.order_key ?? call.afterKey };
}

/** Steps through one index from key to key, as far as rows are asked for. */
const firstOfEachKey = (name: string, where: string): string => {
  const first = (whereKey: string) =>
    `(select order_key, delivery_id, next_attempt_at from scan.deliveries
      where destination = $1 and done_at is null and ${whereKey}
      order by order_key, delivery_id limit 1)`;
  return `${first(where)}
    union all
    select next.* from ${name}, lateral ${first(`${where} and order_key > ${name}.order_key`)} next`;
};
