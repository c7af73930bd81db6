import { splitAccountRef } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction } from '../connection/transaction.ts';
import {
  addCountsSql,
  changeErasure,
  type RunningErasure,
  storedCounts,
} from './running-erasure.ts';

/**
 * Events that wait to be dealt with name accounts as platforms do, not subjects. Those of accounts
 * that somebody else has connected too are theirs; those that are being dealt with at this moment
 * are deleted there, since nobody has connected the account any more.
 */
export async function deleteInbound(
  pool: Pool,
  identityPool: Pool,
  erasure: RunningErasure,
): Promise<void> {
  const { platform, externalId } = splitAccountRef(erasure.account ?? '');
  const { rows } = await identityPool.query<{ platform: string; name: string }>(
    `select platform, unnest(array_append(aliases, external_id)) as name
     from identity.connections
     where tenant_id = $1 and subject_id = $2
       and ($3::text is null or (platform = $3 and external_id = $4))`,
    [erasure.tenantId, erasure.subjectId, platform, externalId],
  );
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `delete from scan.inbound_events where event_key in (
         select e.event_key from scan.inbound_events e
         where e.handled_at is null and (e.subscription_id in (
             select subscription_id from scan.websub_subscriptions
             where subject_id = $1 and $4::text is null
           ) or exists (
             select from unnest($2::text[], $3::text[]) as known (platform, name)
             where known.platform = e.platform and known.name = e.external_id
               and not identity.is_granted(known.platform, known.name, $1)
           ))
         for update of e skip locked
       )`,
      [
        erasure.subjectId,
        rows.map((row) => row.platform),
        rows.map(({ name }) => name),
        erasure.account,
      ],
    );
    if (rowCount === 0) return;
    await changeErasure(client, erasure, addCountsSql, [
      storedCounts({ inbound_events: rowCount ?? 0 }),
    ]);
  });
}
