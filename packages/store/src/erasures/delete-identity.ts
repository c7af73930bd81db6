import { splitAccountRef } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction } from '../connection/transaction.ts';
import { storedText } from '../values/stored-text.ts';
import type { ErasedCounts, RunningErasure } from './running-erasure.ts';

/** With the identity role. */
export async function deleteGrants(
  pool: Pool,
  { tenantId, subjectId, account }: RunningErasure,
): Promise<ErasedCounts> {
  const { platform, externalId } = splitAccountRef(account ?? '');
  const { rowCount: connections } = await pool.query(
    `delete from identity.connections
     where tenant_id = $1 and subject_id = $2
       and ($3::text is null or (platform = $3 and external_id = $4))`,
    [tenantId, subjectId, platform, storedText(externalId)],
  );
  if (account !== null) return { connections: connections ?? 0 };
  const { rowCount: authorizations } = await pool.query(
    'delete from identity.authorizations where tenant_id = $1 and subject_id = $2',
    [tenantId, subjectId],
  );
  return { connections: connections ?? 0, authorizations: authorizations ?? 0 };
}

/** With the identity role. Nothing happens where it was done before. */
export function deleteIdentity(pool: Pool, { tenantId, subjectId }: RunningErasure): Promise<void> {
  return inTransaction(pool, async (client) => {
    const key = [tenantId, subjectId];
    for (const table of ['authorizations', 'connections', 'subject_keys']) {
      await client.query(
        `delete from identity.${table} where tenant_id = $1 and subject_id = $2`,
        key,
      );
    }
    const { rows } = await client.query<{ user_id: string }>(
      `delete from identity.subjects where tenant_id = $1 and subject_id = $2 returning user_id`,
      key,
    );
    for (const { user_id: userId } of rows) {
      await client.query('delete from identity.users where tenant_id = $1 and user_id = $2', [
        tenantId,
        userId,
      ]);
    }
  });
}
