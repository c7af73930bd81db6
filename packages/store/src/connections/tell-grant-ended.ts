import { randomUUID } from 'node:crypto';
import { accountRef, type Connection, eventSchema, type SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';
import { storedJson } from '../values/stored-text.ts';

/** One event for subscribers; belongs into the transaction that makes the connection so. */
export async function tellGrantEnded(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
  { platform, externalId, reason }: Pick<Connection, 'platform' | 'externalId' | 'reason'>,
): Promise<void> {
  const accountId = accountRef(platform, externalId);
  const event = eventSchema.parse({
    specversion: '1.0',
    id: randomUUID(),
    source: '/viral-scan',
    type: 'viral.account.reauthorization_required',
    subject: accountId,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    partitionkey: accountId,
    data: { account_id: accountId, platform, reason },
  });
  await db.query('select identity.tell_of_account($1, $2, $3)', [
    tenantId,
    subjectId,
    storedJson(event),
  ]);
}
