import type { Pool } from 'pg';
import { inTransaction, type Queryable } from '../connection/transaction.ts';
import { type GrantedAccount, wasGrantedBefore } from './granted-accounts.ts';
import {
  findWaiting,
  markHandled,
  type SettledEvents,
  stillWaiting,
  type WaitingEvent,
} from './waiting-events.ts';

/** Doubles with each attempt. */
const firstPauseSeconds = 5;
const longestPauseSeconds = 600;

/**
 * `erase` commits by itself. A process that dies after that asks again, which finds the erasure
 * under way or nobody any more. Nothing but events is locked meanwhile.
 */
export async function settleRemovals(
  pool: Pool,
  identity: Queryable,
  limit: number,
  erase: (account: GrantedAccount) => Promise<void>,
): Promise<SettledEvents> {
  const found = await findWaiting(pool, identity, 'removals', limit);
  if (found.length === 0) return { counts: [], failures: [] };
  return inTransaction(pool, async (client) => {
    const events = await stillWaiting(client, found);
    const done: WaitingEvent[] = [];
    const waiting: Buffer[] = [];
    const failures: unknown[] = [];
    for (const event of events) {
      const concerned = event.isEcho
        ? []
        : event.connections.filter(
            (connection) => !connection.isGivenBack && wasGrantedBefore(connection, event.at),
          );
      try {
        for (const { tenantId, subjectId, ref } of concerned) {
          await erase({ tenantId, subjectId, ref });
        }
        done.push(event);
      } catch (error) {
        failures.push(error);
        waiting.push(event.key);
      }
    }
    await client.query(
      `update scan.inbound_events
       set attempts = attempts + 1, next_attempt_at = clock_timestamp() + interval '1 second'
         * least($2::float8 * power(2, least(attempts, 20)), $3::float8)
       where event_key = any($1::bytea[])`,
      [waiting, firstPauseSeconds, longestPauseSeconds],
    );
    return { counts: await markHandled(client, done), failures };
  });
}
