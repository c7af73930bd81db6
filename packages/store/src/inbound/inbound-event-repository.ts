import type { ConnectablePlatform } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { onlyRow } from '../connection/transaction.ts';
import { findConnections, type GrantedAccount, wasGrantedBefore } from './granted-accounts.ts';
import { type KeptEvent, keepEvents } from './keep-events.ts';
import { settleEvents } from './settle-events.ts';
import { settleRemovals } from './settle-removals.ts';
import type { SettledEvents } from './waiting-events.ts';

export interface InboundEventRepository {
  keep(events: readonly KeptEvent[]): Promise<number>;
  settle(limit: number, now: Date): Promise<SettledEvents>;
  settleRemovals(
    limit: number,
    erase: (account: GrantedAccount) => Promise<void>,
  ): Promise<SettledEvents>;
  granted(
    platform: ConnectablePlatform,
    externalId: string,
    grantedBefore: Date,
  ): Promise<readonly GrantedAccount[]>;
  lag(): Promise<{ readonly waiting: number; readonly oldestSeconds: number }>;
  forget(before: Date, limit: number): Promise<number>;
}

/** Connections are the identity schema's, and only read; all else is the scan schema's. */
export function createInboundEventRepository(
  pool: Pool,
  identityPool: Pool,
): InboundEventRepository {
  return {
    keep: (events) => keepEvents(pool, events),
    settle: (limit, now) => settleEvents(pool, identityPool, limit, now),
    settleRemovals: (limit, erase) => settleRemovals(pool, identityPool, limit, erase),

    async granted(platform, externalId, grantedBefore) {
      const found = await findConnections(identityPool, [{ platform, externalId }]);
      return found
        .filter((connection) => wasGrantedBefore(connection, grantedBefore))
        .map(({ tenantId, subjectId, ref }) => ({ tenantId, subjectId, ref }));
    },

    async lag() {
      const { rows } = await pool.query<{ waiting: number; seconds: number }>(
        `select count(*) as waiting, coalesce(extract(epoch from
           clock_timestamp() - min(received_at)), 0)::float8 as seconds
         from scan.inbound_events where handled_at is null`,
      );
      const { waiting, seconds } = onlyRow(rows);
      return { waiting, oldestSeconds: seconds };
    },

    async forget(before, limit) {
      const { rowCount } = await pool.query(
        `delete from scan.inbound_events where event_key in (
           select event_key from scan.inbound_events
           where handled_at < $1 limit $2 for update skip locked
         )`,
        [before, limit],
      );
      return rowCount ?? 0;
    },
  };
}
