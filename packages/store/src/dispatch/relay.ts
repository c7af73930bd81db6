/**
 * The way of a dispatch row: written in the transaction that makes its scan, taken here under a
 * row lock, handed on, and marked done in the same transaction. A relay that dies after handing on
 * leaves the row waiting: it is handed on again, which the queue's deterministic ids make harmless.
 * A refused row waits for longer each time, so that a queue that is away is not hammered.
 */
import type { Dispatch } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, type Queryable } from '../connection/transaction.ts';
import { storedText } from '../values/stored-text.ts';
import { readDispatches, type ScanKey } from './read-dispatch.ts';

export interface RelayPace {
  /** Longest pause after the first refusal; doubles with each. The least is half of it, by chance. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** Row locks are given back after this, whatever the relay does. */
  readonly patienceMs: number;
}

type OutboxRow = ScanKey & { readonly outbox_id: number };

interface Handed {
  readonly row: OutboxRow;
  readonly outcome: 'relayed' | 'superfluous' | { readonly refusal: string };
}

export function relayOutbox(
  pool: Pool,
  pace: RelayPace,
  limit: number,
  relay: (dispatch: Dispatch) => Promise<void>,
): Promise<number> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<OutboxRow>(
      `select outbox_id, tenant_id, subject_id, scan_id from scan.outbox
       where kind = 'dispatch' and done_at is null and next_attempt_at <= clock_timestamp()
       order by next_attempt_at limit $1
       for update skip locked`,
      [limit],
    );
    if (rows.length === 0) return 0;
    const dispatches = await readDispatches(client, rows);
    const handed = await Promise.all(
      rows.map(async (row): Promise<Handed> => {
        const dispatch = dispatches.get(row.scan_id);
        if (dispatch === undefined) return { row, outcome: 'superfluous' };
        const refusal = await refusalOf(relay(dispatch), pace.patienceMs);
        return { row, outcome: refusal === null ? 'relayed' : { refusal } };
      }),
    );
    await markDone(client, handed);
    await postpone(client, pace, handed);
    return handed.filter(({ outcome }) => outcome === 'relayed').length;
  });
}

async function refusalOf(relayed: Promise<void>, patienceMs: number): Promise<string | null> {
  const { promise: patience, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(resolve, patienceMs, `no answer within ${patienceMs} ms`);
  try {
    return await Promise.race([
      relayed.then(
        () => null,
        (error: unknown) => String(error).slice(0, 500),
      ),
      patience,
    ]);
  } finally {
    clearTimeout(timer);
  }
}

async function markDone(db: Queryable, handed: readonly Handed[]): Promise<void> {
  const done = handed.filter(({ outcome }) => typeof outcome === 'string');
  if (done.length === 0) return;
  await db.query(
    `update scan.outbox set done_at = clock_timestamp(), last_error = null
     where outbox_id = any($1::bigint[])`,
    [done.map(({ row }) => row.outbox_id)],
  );
  const sent = done.filter(({ outcome }) => outcome === 'relayed');
  await db.query(
    `update scan.scans s set last_sign_of_life = clock_timestamp()
     from unnest($1::uuid[], $2::uuid[], $3::uuid[]) sent (tenant_id, subject_id, scan_id)
     where s.tenant_id = sent.tenant_id and s.subject_id = sent.subject_id
       and s.scan_id = sent.scan_id`,
    [
      sent.map(({ row }) => row.tenant_id),
      sent.map(({ row }) => row.subject_id),
      sent.map(({ row }) => row.scan_id),
    ],
  );
}

async function postpone(db: Queryable, pace: RelayPace, handed: readonly Handed[]): Promise<void> {
  const refused = handed.flatMap(({ row, outcome }) =>
    typeof outcome === 'string' ? [] : [{ id: row.outbox_id, refusal: outcome.refusal }],
  );
  if (refused.length === 0) return;
  await db.query(
    `update scan.outbox o set attempts = attempts + 1, last_error = refused.error,
       next_attempt_at = clock_timestamp()
         + least($3::float8, $4::float8 * 2 ^ least(attempts, 30)) * (0.5 + random() / 2)
           * interval '1 millisecond'
     from unnest($1::bigint[], $2::text[]) refused (outbox_id, error)
     where o.outbox_id = refused.outbox_id`,
    [
      refused.map(({ id }) => id),
      refused.map(({ refusal }) => storedText(refusal)),
      pace.longestPauseMs,
      pace.firstPauseMs,
    ],
  );
}
