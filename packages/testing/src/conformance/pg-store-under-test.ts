import type { DomainEvent, ViralPost } from '@viral-scan/contracts';
import type { Store } from '@viral-scan/store';
import type { Pool } from 'pg';
import type { StoreUnderTest } from './store-under-test.ts';

/** A real store, with the hands in its tables that the suites need. */
export const pgStoreUnderTest = (
  store: Store,
  pool: Pool,
  rest: Pick<StoreUnderTest, 'isConcurrent' | 'close'>,
): StoreUnderTest => ({
  scans: store.scans,
  steps: store.steps,
  scrapes: store.scrapes,
  scrapeLimits: store.scrapeLimits,
  collections: store.collections,
  planning: store.planning,
  schedule: store.schedule,
  imports: store.imports,
  dispatch: store.dispatch,
  outbound: store.outbound,
  inboundEvents: store.inboundEvents,
  lightScans: store.lightScans,
  erasures: store.erasures,
  identity: store.identity,
  connections: store.connections,
  authorizations: store.authorizations,
  ownProfiles: store.ownProfiles,
  ...rest,

  async eventsOf(scanId) {
    const { rows } = await pool.query<{ payload: DomainEvent }>(
      `select payload from scan.outbox where scan_id = $1 and kind = 'event' order by outbox_id`,
      [scanId],
    );
    return rows.map(({ payload }) => payload);
  },

  async patternsOf(scanId) {
    const { rows } = await pool.query<{ patterns: readonly ViralPost[] }>(
      `select patterns from scan.outbox where payload ->> 'subject' = $1 and patterns is not null
       order by outbox_id`,
      [scanId],
    );
    return rows.map(({ patterns }) => patterns);
  },

  async accountEventsOf({ subjectId }) {
    const { rows } = await pool.query<{ payload: DomainEvent }>(
      `select payload from scan.outbox where subject_id = $1 and scan_id is null
       order by outbox_id`,
      [subjectId],
    );
    return rows.map(({ payload }) => payload);
  },

  async tell({ tenantId, subjectId }, event, patterns = null) {
    await pool.query(
      `insert into scan.outbox (tenant_id, subject_id, scan_id, kind, type, payload, patterns)
       values ($1, $2, null, 'event', $3, $4, $5)`,
      [tenantId, subjectId, event.type, event, patterns && JSON.stringify(patterns)],
    );
  },

  async age(ms) {
    for (const [table, columns] of [
      ['scans', ['requested_at_real', 'last_sign_of_life']],
      ['scan_steps', ['heartbeat_at', 'progressed_at']],
      ['outbox', ['created_at', 'next_attempt_at']],
      ['deliveries', ['created_at', 'next_attempt_at', 'done_at']],
      ['idempotency_keys', ['created_at']],
      ['inbound_events', ['received_at', 'next_attempt_at', 'handled_at']],
    ] as const) {
      const older = columns.map((column) => `${column} = ${column} - $1::float8 * interval '1 ms'`);
      await pool.query(`update scan.${table} set ${older.join(', ')}`, [ms]);
    }
    await pool.query(
      `update scan.scrape_limits set asked_at = asked_at - $1::float8 * interval '1 ms',
         taken_at = array(select at - $1::float8 * interval '1 ms' from unnest(taken_at) as at)`,
      [ms],
    );
  },
});
