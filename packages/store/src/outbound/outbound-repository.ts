import { randomUUID } from 'node:crypto';
import type { Destination, OutboundDelivery } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { storedText } from '../values/stored-text.ts';
import { fanOut } from './fan-out.ts';
import { take } from './take.ts';

export interface OutboundLag {
  readonly destination: Destination;
  readonly waiting: number;
  readonly oldestSeconds: number;
}

export interface OutboundRepository {
  fanOut(destinations: readonly Destination[], limit: number): Promise<number>;
  take(
    destination: Destination,
    call: { readonly limit: number; readonly leaseMs: number },
  ): Promise<readonly OutboundDelivery[]>;
  delivered(deliveries: readonly OutboundDelivery[]): Promise<void>;
  postpone(delivery: OutboundDelivery, error: string, pauseMs: number): Promise<void>;
  refuse(delivery: OutboundDelivery, error: string, status: number | null): Promise<void>;
  hurry(destination: Destination): Promise<void>;
  lag(destinations: readonly Destination[]): Promise<readonly OutboundLag[]>;
  forget(
    before: Date,
    givenUpBefore: Date,
  ): Promise<{ readonly forgotten: number; readonly givenUp: number }>;
}

const longestError = 500;
const forgottenAtOnce = 5_000;

export function createOutboundRepository(pool: Pool): OutboundRepository {
  /** Of what was taken last. Processes begin at different ones. */
  const lastKeys = new Map<Destination, string>();
  /** In portions, so that nobody waits for long. */
  const deleteWhere = async (where: string, date: Date): Promise<number> => {
    for (let total = 0; ; ) {
      const { rowCount } = await pool.query(
        `delete from scan.deliveries where delivery_id in (
           select delivery_id from scan.deliveries where ${where}
           limit ${forgottenAtOnce} for update skip locked
         )`,
        [date],
      );
      total += rowCount ?? 0;
      if ((rowCount ?? 0) < forgottenAtOnce) return total;
    }
  };

  return {
    fanOut: (destinations, limit) => fanOut(pool, destinations, limit),

    async take(destination, call) {
      const afterKey = lastKeys.get(destination) ?? randomUUID();
      const { deliveries, lastKey } = await take(pool, destination, { ...call, afterKey });
      lastKeys.set(destination, lastKey);
      return deliveries;
    },

    async delivered(deliveries) {
      if (deliveries.length === 0) return;
      await pool.query(
        `with ended as (
           update scan.deliveries d
           set state = 'delivered', done_at = clock_timestamp(), last_error = null,
             last_status = null
           from unnest($1::bigint[], $2::int[]) taken (delivery_id, attempts)
           where d.delivery_id = taken.delivery_id and d.attempts = taken.attempts
             and d.done_at is null
           returning d.outbox_id, d.destination
         )
         update scan.outbox o set patterns = null from ended
         where o.outbox_id = ended.outbox_id and ended.destination = 'viral-engine'`,
        [deliveries.map(({ deliveryId }) => deliveryId), deliveries.map(({ attempt }) => attempt)],
      );
    },

    async postpone({ deliveryId, attempt }, error, pauseMs) {
      await pool.query(
        `update scan.deliveries
         set state = 'waiting', last_error = $3,
           next_attempt_at = clock_timestamp() + $4::float8 * interval '1 ms'
         where delivery_id = $1 and attempts = $2 and done_at is null`,
        [deliveryId, attempt, storedText(error.slice(0, longestError)), pauseMs],
      );
    },

    async refuse({ deliveryId, attempt }, error, status) {
      await pool.query(
        `update scan.deliveries
         set state = 'refused', done_at = clock_timestamp(), last_error = $3, last_status = $4
         where delivery_id = $1 and attempts = $2 and done_at is null`,
        [deliveryId, attempt, storedText(error.slice(0, longestError)), status],
      );
    },

    /** Not what somebody has taken: its next attempt is the end of a lease. */
    async hurry(destination) {
      await pool.query(
        `update scan.deliveries set next_attempt_at = clock_timestamp()
         where destination = $1 and done_at is null and state = 'waiting'
           and next_attempt_at > clock_timestamp()`,
        [destination],
      );
    },

    async lag(destinations) {
      const { rows } = await pool.query<{
        destination: Destination;
        waiting: number;
        seconds: number;
      }>(
        `select wanted.destination, count(d.delivery_id) as waiting,
           coalesce(extract(epoch from clock_timestamp() - min(d.created_at)), 0)::float8 as seconds
         from unnest($1::text[]) wanted (destination)
         left join scan.deliveries d
           on d.destination = wanted.destination and d.done_at is null
         group by wanted.destination`,
        [destinations],
      );
      return rows.map(({ destination, waiting, seconds }) => ({
        destination,
        waiting,
        oldestSeconds: seconds,
      }));
    },

    async forget(before, givenUpBefore) {
      const forgotten = await deleteWhere('done_at < $1', before);
      const givenUp = await deleteWhere('done_at is null and created_at < $1', givenUpBefore);
      return { forgotten, givenUp };
    },
  };
}
