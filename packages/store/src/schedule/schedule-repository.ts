import {
  type AccountRef,
  accountRef,
  BeingErased,
  type NewScan,
  type Platform,
  type SubjectKey,
  splitAccountRef,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, type Queryable } from '../connection/transaction.ts';
import { holdSubject } from '../erasures/hold-subject.ts';
import { writeDispatch } from '../outbox/write-outbox.ts';
import { insertScan, lockSubject } from '../scans/initiate.ts';
import { storedText } from '../values/stored-text.ts';
import { collectionTimes, type ScheduleRule } from './collection-times.ts';
import { forgetEarlier } from './forget-earlier.ts';

export interface ConnectedAccount extends SubjectKey {
  readonly connectionId: string;
  readonly ref: AccountRef;
}

export interface DueAccount {
  readonly account: ConnectedAccount;
  readonly stoppedLookbackDays: number | null;
}

export interface ScheduleRepository {
  connectedAccounts(after: string | null, limit: number): Promise<readonly ConnectedAccount[]>;
  dueAccounts(
    accounts: readonly ConnectedAccount[],
    rule: ScheduleRule,
  ): Promise<readonly DueAccount[]>;
  schedule(
    account: ConnectedAccount,
    rule: ScheduleRule,
    collection: Omit<NewScan, 'kind' | 'hourlyQuota' | 'idempotency'>,
  ): Promise<boolean>;
  nextCollection(
    subject: SubjectKey,
    ref: AccountRef,
    rule: Omit<ScheduleRule, 'jitterMs'>,
  ): Promise<Date>;
}

/** Connections are the identity schema's, and only read; all else is the scan schema's. */
export function createScheduleRepository(pool: Pool, identityPool: Pool): ScheduleRepository {
  return {
    async connectedAccounts(after, limit) {
      const { rows } = await identityPool.query<{
        tenant_id: string;
        subject_id: string;
        connection_id: string;
        platform: Platform;
        external_id: string;
      }>(
        `select tenant_id, subject_id, connection_id, platform, external_id
         from identity.connections
         where state = 'active' and ($1::uuid is null or connection_id > $1)
         order by connection_id limit $2`,
        [after, limit],
      );
      return rows.map((row) => ({
        tenantId: row.tenant_id,
        subjectId: row.subject_id,
        connectionId: row.connection_id,
        ref: accountRef(row.platform, row.external_id),
      }));
    },

    async dueAccounts(accounts, rule) {
      const times = await collectionTimes(pool, accounts, rule);
      return times.flatMap(({ place, is_due, is_open, stopped_lookback_days }) => {
        const account = accounts[place];
        return account === undefined || !is_due || is_open
          ? []
          : [{ account, stoppedLookbackDays: stopped_lookback_days }];
      });
    },

    /** Of several who try at once one holds the account's row; it asks again whether it is due. */
    schedule: (account, rule, collection) =>
      inTransaction(pool, async (client) => {
        await holdSubject(client, account, [account.ref]);
        if (!(await holdAccount(client, account))) return false;
        const [time] = await collectionTimes(client, [account], rule);
        if (time === undefined || !time.is_due || time.is_open) return false;
        await lockSubject(client, account);
        const scan = { ...collection, kind: 'collection', hourlyQuota: null } as const;
        await insertScan(client, account, { ...scan, idempotency: null });
        await writeDispatch(client, account, scan);
        await client.query(
          `update scan.collection_schedule set scheduled_at = $5
           where tenant_id = $1 and subject_id = $2 and platform = $3 and external_id = $4`,
          [...keyOf(account), rule.now],
        );
        await forgetEarlier(client, account);
        return true;
      }).catch((error: unknown) => {
        // They are not connected any more: whoever listed the account did so just before.
        if (error instanceof BeingErased) return false;
        throw error;
      }),

    async nextCollection(subject, ref, rule) {
      const [time] = await collectionTimes(pool, [{ ...subject, ref }], { ...rule, jitterMs: 0 });
      return time?.at ?? rule.now;
    },
  };
}

async function holdAccount(db: Queryable, account: ConnectedAccount): Promise<boolean> {
  await db.query(
    `insert into scan.collection_schedule (tenant_id, subject_id, platform, external_id,
       scheduled_at)
     values ($1, $2, $3, $4, '-infinity') on conflict do nothing`,
    keyOf(account),
  );
  const { rowCount } = await db.query(
    `select from scan.collection_schedule
     where tenant_id = $1 and subject_id = $2 and platform = $3 and external_id = $4
     for update skip locked`,
    keyOf(account),
  );
  return rowCount === 1;
}

function keyOf({ tenantId, subjectId, ref }: ConnectedAccount): readonly unknown[] {
  const { platform, externalId } = splitAccountRef(ref);
  return [tenantId, subjectId, platform, storedText(externalId)];
}
