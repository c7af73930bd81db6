import type { Dispatch } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, onlyRow } from '../connection/transaction.ts';
import { writeDispatch } from '../outbox/write-outbox.ts';
import { readDispatches, type ScanKey } from './read-dispatch.ts';
import { type RelayPace, relayOutbox } from './relay.ts';

export interface Lag {
  readonly waiting: number;
  readonly oldestSeconds: number;
}

export interface DispatchRepository {
  relay(limit: number, relay: (dispatch: Dispatch) => Promise<void>): Promise<number>;
  silent(silentMs: number, limit: number): Promise<readonly Dispatch[]>;
  redispatch(dispatch: Dispatch): Promise<void>;
  /** Of dispatches, which the relay sends; and of events that no destination has got yet. */
  outboxLag(): Promise<Lag & { readonly events: Lag }>;
}

export function createDispatchRepository(pool: Pool, pace: RelayPace): DispatchRepository {
  return {
    relay: (limit, relay) => relayOutbox(pool, pace, limit, relay),

    /** A scan whose dispatch still waits in the outbox is not silent: the relay will send it. */
    async silent(silentMs, limit) {
      const { rows } = await pool.query<ScanKey>(
        `select s.tenant_id, s.subject_id, s.scan_id from scan.scans s
         where s.state in ('queued', 'running')
           and s.last_sign_of_life < clock_timestamp() - $1 * interval '1 millisecond'
           and not exists (
             select from scan.scan_steps st
             where st.scan_id = s.scan_id and st.tenant_id = s.tenant_id
               and st.subject_id = s.subject_id
               and st.heartbeat_at >= clock_timestamp() - $1 * interval '1 millisecond'
           )
           and not exists (
             select from scan.outbox o
             where o.scan_id = s.scan_id and o.tenant_id = s.tenant_id
               and o.subject_id = s.subject_id and o.kind = 'dispatch' and o.done_at is null
           )
         order by s.last_sign_of_life limit $2`,
        [silentMs, limit],
      );
      const dispatches = await readDispatches(pool, rows);
      return rows.flatMap((row) => dispatches.get(row.scan_id) ?? []);
    },

    redispatch: (dispatch) =>
      inTransaction(pool, async (client) => {
        const { rowCount } = await client.query(
          `update scan.scans
           set generation = generation + 1, last_sign_of_life = clock_timestamp()
           where tenant_id = $1 and subject_id = $2 and scan_id = $3 and generation = $4
             and state in ('queued', 'running')`,
          [dispatch.tenantId, dispatch.subjectId, dispatch.scanId, dispatch.generation],
        );
        if (rowCount === 1) await writeDispatch(client, dispatch, dispatch);
      }),

    async outboxLag() {
      const { rows } = await pool.query<{
        dispatches: number;
        events: number;
        dispatch_seconds: number;
        event_seconds: number;
      }>(
        `select count(*) filter (where kind = 'dispatch') as dispatches,
           count(*) filter (where kind = 'event') as events,
           coalesce(extract(epoch from clock_timestamp()
             - min(created_at) filter (where kind = 'dispatch')), 0)::float8 as dispatch_seconds,
           coalesce(extract(epoch from clock_timestamp()
             - min(created_at) filter (where kind = 'event')), 0)::float8 as event_seconds
         from scan.outbox where done_at is null`,
      );
      const lag = onlyRow(rows);
      return {
        waiting: lag.dispatches,
        oldestSeconds: lag.dispatch_seconds,
        events: { waiting: lag.events, oldestSeconds: lag.event_seconds },
      };
    },
  };
}
