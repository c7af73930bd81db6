import type { InboundEvent } from '@viral-scan/contracts';
import { onlyRow, type Queryable } from '../connection/transaction.ts';
import { storedText, storedTextOrNull } from '../values/stored-text.ts';

/** Who listens here learns that an event waits, when its transaction commits. */
export const inboundChannel = 'viral_scan_inbound';

export interface KeptEvent extends InboundEvent {
  readonly subscriptionId: string | null;
}

/**
 * One statement. Keys come in one order everywhere, so that two writers cannot wait for each other
 * in a circle.
 */
export async function keepEvents(db: Queryable, given: readonly KeptEvent[]): Promise<number> {
  if (given.length === 0) return 0;
  const events = given.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const { rows } = await db.query<{ kept: number }>(
    `with kept as (
       insert into scan.inbound_events (event_key, platform, kind, name, external_id, post_id,
         subscription_id, occurred_at)
       select decode(key, 'hex'), platform, kind, name, external_id, post_id, subscription_id,
         occurred_at
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
         $7::uuid[], $8::timestamptz[]) as given (key, platform, kind, name, external_id, post_id,
         subscription_id, occurred_at)
       on conflict do nothing
       returning 1
     ), counted as (select count(*) as kept from kept)
     select kept, case when kept > 0 then pg_notify($9, '') end from counted`,
    [
      events.map(({ key }) => key),
      events.map(({ platform }) => platform),
      events.map(({ kind }) => kind),
      events.map(({ name }) => storedText(name)),
      events.map(({ accountId }) => storedTextOrNull(accountId)),
      events.map(({ postId }) => storedTextOrNull(postId)),
      events.map(({ subscriptionId }) => subscriptionId),
      events.map(({ occurredAt }) => occurredAt),
      inboundChannel,
    ],
  );
  return onlyRow(rows).kept;
}
