import { splitAccountRef } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, type Queryable } from '../connection/transaction.ts';
import { storedText } from '../values/stored-text.ts';
import type { FoundConnection, GrantedAccount } from './granted-accounts.ts';
import { heldAccounts } from './held-accounts.ts';
import {
  findWaiting,
  markHandled,
  type SettledEvents,
  stillWaiting,
  type WaitingEvent,
} from './waiting-events.ts';

const readAtOnce: readonly WaitingEvent['kind'][] = [
  'post_published',
  'post_changed',
  'post_removed',
];
const readSometime: readonly WaitingEvent['kind'][] = ['comment', 'mention'];

export async function settleEvents(
  pool: Pool,
  identity: Queryable,
  limit: number,
  now: Date,
): Promise<SettledEvents> {
  const waiting = await findWaiting(pool, identity, 'others', limit);
  if (waiting.length === 0) return { counts: [], failures: [] };
  return inTransaction(pool, async (client) => {
    const events = await stillWaiting(client, waiting);
    const held = await heldAccounts(client, events.flatMap(activeOnes));
    const concerned = (kinds: readonly WaitingEvent['kind'][]) =>
      events
        .filter(({ kind }) => kinds.includes(kind))
        .flatMap((event) =>
          activeOnes(event)
            .filter(held)
            .map(({ tenantId, subjectId, ref }) => ({
              tenantId,
              subjectId,
              ref,
              postId: event.postId,
            })),
        );
    await ask(client, concerned(readAtOnce), now);
    await markChanged(client, concerned([...readAtOnce, ...readSometime]), now);
    return { counts: await markHandled(client, events), failures: [] };
  });
}

const activeOnes = ({ connections }: WaitingEvent): readonly FoundConnection[] =>
  connections.filter(({ isActive }) => isActive);

/** In key order: see `keepEvents`. What is asked for already stays so since then. */
async function ask(db: Queryable, accounts: readonly GrantedAccount[], now: Date): Promise<void> {
  await db.query(
    `insert into scan.collection_schedule as known (tenant_id, subject_id, platform, external_id,
       scheduled_at, asked_at)
     select distinct on (subject_id, platform, external_id) tenant_id, subject_id, platform,
       external_id, '-infinity'::timestamptz, $5::timestamptz
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
       as given (tenant_id, subject_id, platform, external_id)
     order by subject_id, platform, external_id
     on conflict (subject_id, platform, external_id) do update
       set asked_at = coalesce(known.asked_at, excluded.asked_at)`,
    [...columnsOf(accounts), now],
  );
}

async function markChanged(
  db: Queryable,
  posts: readonly (GrantedAccount & { readonly postId: string | null })[],
  now: Date,
): Promise<void> {
  const named = posts.flatMap((post) =>
    post.postId === null ? [] : [{ ...post, postId: post.postId }],
  );
  await db.query(
    `with changed as (
       select p.subject_id, p.account_id, p.post_id
       from (
         select distinct * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])
           as each (tenant_id, subject_id, platform, external_id, post_id)
       ) given
       join scan.accounts a on a.tenant_id = given.tenant_id and a.subject_id = given.subject_id
         and a.platform = given.platform and a.external_id = given.external_id
       join scan.posts p on p.tenant_id = a.tenant_id and p.subject_id = a.subject_id
         and p.account_id = a.account_id and p.post_id = given.post_id
       order by p.account_id, p.post_id
       for no key update of p
     )
     update scan.posts p set changed_at = $6
     from changed
     where p.subject_id = changed.subject_id and p.account_id = changed.account_id
       and p.post_id = changed.post_id`,
    [...columnsOf(named), named.map(({ postId }) => storedText(postId)), now],
  );
}

function columnsOf(accounts: readonly GrantedAccount[]): readonly (string | null)[][] {
  const names = accounts.map(({ ref }) => splitAccountRef(ref));
  return [
    accounts.map(({ tenantId }) => tenantId),
    accounts.map(({ subjectId }) => subjectId),
    names.map(({ platform }) => platform),
    names.map(({ externalId }) => storedText(externalId)),
  ];
}
