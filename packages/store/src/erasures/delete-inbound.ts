import { splitAccountRef } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, type Queryable } from '../connection/transaction.ts';
import { storedText } from '../values/stored-text.ts';
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
    await nameChannels(client, erasure);
    const { rowCount } = await client.query(
      `delete from scan.inbound_events where event_key in (
         select e.event_key from scan.inbound_events e
         where e.handled_at is null and (e.subscription_id in (${subscriptionsSql}) or exists (
             select from unnest($4::text[], $5::text[]) as known (platform, name)
             where known.platform = e.platform and known.name = e.external_id
               and not identity.is_granted(known.platform, known.name, $1)
           ))
         for update of e skip locked
       )`,
      [...subscriptionsOf(erasure), rows.map((row) => row.platform), rows.map(({ name }) => name)],
    );
    if (rowCount === 0) return;
    await changeErasure(client, erasure, addCountsSql, [
      storedCounts({ inbound_events: rowCount ?? 0 }),
    ]);
  });
}

/** Those that the erasure is about. */
const subscriptionsSql = `
  select subscription_id from scan.websub_subscriptions
  where subject_id = $1 and ($2::text is null or ($2 = 'youtube' and external_id = $3))`;

const subscriptionsOf = ({ subjectId, account }: RunningErasure): readonly unknown[] => {
  const { platform, externalId } = splitAccountRef(account ?? '');
  return [subjectId, platform, storedText(externalId)];
};

/**
 * What came by a subscription of the subject is told once, also where others have subscribed to the
 * channel: for them it names the channel itself from here on.
 */
async function nameChannels(db: Queryable, erasure: RunningErasure): Promise<void> {
  await db.query(
    `update scan.inbound_events e set external_id = shared.external_id, subscription_id = null
     from (
       select own.subscription_id, own.external_id from scan.websub_subscriptions own
       where own.subscription_id in (${subscriptionsSql})
         and identity.is_granted('youtube', own.external_id, $1)
     ) shared
     where e.handled_at is null and e.subscription_id = shared.subscription_id`,
    subscriptionsOf(erasure),
  );
}
