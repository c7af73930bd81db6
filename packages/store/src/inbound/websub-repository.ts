import { splitAccountRef } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, type Queryable } from '../connection/transaction.ts';
import { storedText } from '../values/stored-text.ts';
import type { GrantedAccount } from './granted-accounts.ts';
import { heldAccounts } from './held-accounts.ts';

export interface WebsubRequest {
  readonly subscriptionId: string;
  readonly mode: 'subscribe' | 'unsubscribe';
  readonly channelId: string;
}

export interface WebsubRepository {
  want(accounts: readonly GrantedAccount[]): Promise<void>;
  giveUpDisconnected(after: string | null, limit: number): Promise<string | null>;
  due(limit: number): Promise<readonly WebsubRequest[]>;
  noteFailure(subscriptionId: string, reason: string): Promise<void>;
  verify(request: WebsubRequest, leaseSeconds: number | null): Promise<boolean>;
}

/** Until the hub is asked again that has not verified; doubles with each attempt. */
const firstPauseSeconds = 60;
const longestPauseSeconds = 6 * 3_600;
/** Of a hub that does not say: hubs of YouTube give 5 to 10 days. */
const usualLeaseSeconds = 5 * 86_400;
const renewalShare = 0.8;
const longestRenewalSeconds = 86_400;
/** A hub that does not hear of the end of a subscription lets it lapse anyway. */
const mostGoodbyes = 8;

export function createWebsubRepository(pool: Pool, identityPool: Pool): WebsubRepository {
  return {
    async want(accounts) {
      const youtube = accounts.filter(({ ref }) => splitAccountRef(ref).platform === 'youtube');
      const wanted = await unwanted(pool, youtube);
      if (wanted.length === 0) return;
      await inTransaction(pool, async (client) => {
        await subscribe(client, wanted.filter(await heldAccounts(client, wanted)));
      });
    },

    async giveUpDisconnected(after, limit) {
      const { rows } = await pool.query<SubscriptionRow>(
        `select subscription_id, tenant_id, subject_id, external_id
         from scan.websub_subscriptions
         where mode = 'subscribe' and ($1::uuid is null or subscription_id > $1)
         order by subscription_id limit $2`,
        [after, limit],
      );
      const gone = await withoutConnection(identityPool, rows);
      await pool.query(
        `update scan.websub_subscriptions
         set mode = 'unsubscribe', pending = false, attempts = 0,
           next_attempt_at = clock_timestamp()
         where subscription_id = any($1::uuid[]) and mode = 'subscribe'`,
        [gone],
      );
      return rows.length < limit ? null : (rows.at(-1)?.subscription_id ?? null);
    },

    async due(limit) {
      await pool.query(
        `delete from scan.websub_subscriptions
         where mode = 'unsubscribe' and next_attempt_at <= clock_timestamp()
           and (attempts >= $1 or lease_ends_at <= clock_timestamp())`,
        [mostGoodbyes],
      );
      const { rows } = await pool.query<WebsubRequest>(
        `with due as (
           select subscription_id from scan.websub_subscriptions
           where next_attempt_at <= clock_timestamp()
           order by next_attempt_at limit $1
           for update skip locked
         )
         update scan.websub_subscriptions s
         set pending = true, attempts = s.attempts + 1, next_attempt_at = clock_timestamp()
           + interval '1 second' * least($2::float8 * power(2, least(s.attempts, 20)), $3::float8)
         from due where s.subscription_id = due.subscription_id
         returning s.subscription_id as "subscriptionId", s.mode, s.external_id as "channelId"`,
        [limit, firstPauseSeconds, longestPauseSeconds],
      );
      return rows;
    },

    async noteFailure(subscriptionId, reason) {
      await pool.query(
        'update scan.websub_subscriptions set last_error = $2 where subscription_id = $1',
        [subscriptionId, storedText(reason).slice(0, 500)],
      );
    },

    async verify({ subscriptionId, mode, channelId }, leaseSeconds) {
      const key = [subscriptionId, storedText(channelId)];
      if (mode === 'unsubscribe') {
        const { rowCount } = await pool.query(
          `delete from scan.websub_subscriptions
           where subscription_id = $1 and external_id = $2 and mode = 'unsubscribe' and pending`,
          key,
        );
        return rowCount === 1;
      }
      const lease = leaseSeconds ?? usualLeaseSeconds;
      const { rowCount } = await pool.query(
        `update scan.websub_subscriptions
         set pending = false, attempts = 0, last_error = null,
           lease_ends_at = clock_timestamp() + $3::float8 * interval '1 second',
           next_attempt_at = clock_timestamp() + $4::float8 * interval '1 second'
         where subscription_id = $1 and external_id = $2 and mode = 'subscribe' and pending`,
        [...key, lease, Math.min(renewalShare * lease, longestRenewalSeconds)],
      );
      return rowCount === 1;
    },
  };
}

/** Those without a subscription that is wanted. */
async function unwanted(
  db: Queryable,
  accounts: readonly GrantedAccount[],
): Promise<readonly GrantedAccount[]> {
  const { rows } = await db.query<{ place: number }>(
    `select (given.place - 1)::int as place
     from unnest($1::uuid[], $2::uuid[], $3::text[]) with ordinality
       as given (tenant_id, subject_id, external_id, place)
     where not exists (
       select from scan.websub_subscriptions s
       where s.tenant_id = given.tenant_id and s.subject_id = given.subject_id
         and s.external_id = given.external_id and s.mode = 'subscribe'
     )`,
    columnsOf(accounts),
  );
  return rows.flatMap(({ place }) => accounts[place] ?? []);
}

/** Also what was given up and not yet forgotten. */
async function subscribe(db: Queryable, accounts: readonly GrantedAccount[]): Promise<void> {
  await db.query(
    `insert into scan.websub_subscriptions as known (subscription_id, tenant_id, subject_id,
       external_id, mode)
     select gen_random_uuid(), tenant_id, subject_id, external_id, 'subscribe'
     from unnest($1::uuid[], $2::uuid[], $3::text[]) as given (tenant_id, subject_id, external_id)
     order by subject_id, external_id
     on conflict (subject_id, external_id) do update
       set mode = 'subscribe', pending = false, attempts = 0,
         next_attempt_at = clock_timestamp()
       where known.mode = 'unsubscribe'`,
    columnsOf(accounts),
  );
}

const columnsOf = (accounts: readonly GrantedAccount[]): string[][] => [
  accounts.map(({ tenantId }) => tenantId),
  accounts.map(({ subjectId }) => subjectId),
  accounts.map(({ ref }) => storedText(splitAccountRef(ref).externalId)),
];

interface SubscriptionRow {
  readonly subscription_id: string;
  readonly tenant_id: string;
  readonly subject_id: string;
  readonly external_id: string;
}

async function withoutConnection(
  identity: Queryable,
  rows: readonly SubscriptionRow[],
): Promise<readonly string[]> {
  const { rows: gone } = await identity.query<{ id: string }>(
    `select given.id from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[])
       as given (id, tenant_id, subject_id, external_id)
     where not exists (
       select from identity.connections c
       where c.tenant_id = given.tenant_id and c.subject_id = given.subject_id
         and c.platform = 'youtube' and c.external_id = given.external_id and c.state = 'active'
     )`,
    [
      rows.map((row) => row.subscription_id),
      rows.map((row) => row.tenant_id),
      rows.map((row) => row.subject_id),
      rows.map((row) => row.external_id),
    ],
  );
  return gone.map(({ id }) => id);
}
