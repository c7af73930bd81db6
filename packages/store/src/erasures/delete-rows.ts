import { type SubjectKey, splitAccountRef } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, type Queryable } from '../connection/transaction.ts';
import { storedText } from '../values/stored-text.ts';
import {
  type Concerned,
  type ErasedTable,
  erasedTables,
  type Selection,
  selectionOf,
} from './erased-tables.ts';
import {
  addCountsSql,
  changeErasure,
  type RunningErasure,
  storedCounts,
} from './running-erasure.ts';

const rowsAtOnce = 5_000;
/** As long as the chunks of post_snapshots. */
const spanDays = 7;

/** Deletes in portions; each is counted in its own transaction, and only by who holds the erasure. */
export async function deleteRows(
  pool: Pool,
  erasure: RunningErasure,
  signal: AbortSignal,
): Promise<void> {
  const concerned = await concernedBy(pool, erasure);
  for (const table of erasedTables) {
    const selection = selectionOf(table, concerned);
    if (selection === null) continue;
    for (;;) {
      signal.throwIfAborted();
      const deleted = await inTransaction(pool, async (client) => {
        const rows = await deletePortion(client, table, selection);
        if (rows > 0) {
          const counts = storedCounts({ [table.name]: rows });
          await changeErasure(client, erasure, addCountsSql, [counts]);
        }
        return rows;
      });
      if (deleted === 0) break;
    }
  }
}

async function concernedBy(
  db: Queryable,
  { tenantId, subjectId, account, scanIds }: RunningErasure,
): Promise<Concerned> {
  const subject: SubjectKey = { tenantId, subjectId };
  if (account === null) return { ...subject, account, scanIds };
  const { platform, externalId } = splitAccountRef(account);
  const { rows } = await db.query<{ account_id: string }>(
    `select account_id from scan.accounts
     where tenant_id = $1 and subject_id = $2 and platform = $3 and external_id = $4`,
    [tenantId, subjectId, platform, storedText(externalId)],
  );
  const ids = rows.map((row) => row.account_id);
  return {
    ...subject,
    account: { ids, platform, externalId: storedText(externalId), ref: storedText(account) },
    scanIds,
  };
}

async function deletePortion(
  db: Queryable,
  { name, time }: ErasedTable,
  { where, values }: Selection,
): Promise<number> {
  if (time === undefined) {
    const { rowCount } = await db.query(
      `delete from scan.${name} where ctid = any(array(
         select ctid from scan.${name} where ${where} limit ${rowsAtOnce}
       ))`,
      values,
    );
    return rowCount ?? 0;
  }
  const { rows } = await db.query<{ first: Date | null }>(
    `select min(${time}) as first,
       set_config('timescaledb.max_tuples_decompressed_per_dml_transaction', '0', true)
     from scan.${name} where ${where}`,
    values,
  );
  const first = rows[0]?.first ?? null;
  if (first === null) return 0;
  const until = new Date(first.getTime() + spanDays * 86_400_000);
  const { rowCount } = await db.query(
    `delete from scan.${name} where ${where} and ${time} < $${values.length + 1}`,
    [...values, until],
  );
  return rowCount ?? 0;
}
