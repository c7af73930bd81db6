import { onlyRow, type Queryable } from '../connection/transaction.ts';
import type { ExpiringAccount } from './accounts-to-sweep.ts';
import { type ExpiringKind, expiringTables, isExpiredSql } from './expiring-tables.ts';

const cutoff = { own: '$4::timestamptz', public: '$5::timestamptz', imported: '$6::timestamptz' };

/** Of the account, with constants: TimescaleDB then opens no more of compressed chunks than needed. */
const ofAccount = (row: string): string =>
  `${row}.tenant_id = $1 and ${row}.subject_id = $2 and ${row}.account_id = $3`;

const parametersOf = (account: ExpiringAccount, limit: number): readonly unknown[] => {
  const { own, public: anyone, imported } = account.cutoffs;
  return [account.tenantId, account.subjectId, account.accountId, own, anyone, imported, limit];
};

/** The later cut-off bounds the time of whatever expires, which spares chunks that are younger. */
const isOld = (kind: ExpiringKind): string =>
  `r.${expiringTables[kind].readAt} < greatest(${cutoff.own}, ${cutoff.public}, ${cutoff.imported})
    and ${isExpiredSql(kind, cutoff)}`;

/** Only the posts from the batch's first to its last are looked at again. */
const isInBatch = `d.post_id between (select min(post_id) from expired)
  and (select max(post_id) from expired)`;

export async function deleteRows(
  db: Queryable,
  account: ExpiringAccount,
  kind: Exclude<ExpiringKind, 'posts'>,
  limit: number,
): Promise<number> {
  const { key, readAt } = expiringTables[kind];
  const isSame = key.map((column) => `d.${column} = expired.${column}`).join(' and ');
  const isNear = key.includes('post_id') ? `and ${isInBatch}` : '';
  const { rowCount } = await db.query(
    `with expired as materialized (
       select ${key.join(', ')} from scan.${kind} r where ${ofAccount('r')} and ${isOld(kind)}
       order by ${key.join(', ')} limit $7
     )
     delete from scan.${kind} d using expired
     where ${ofAccount('d')} and ${isSame} ${isNear}
       and d.${readAt} < greatest(${cutoff.own}, ${cutoff.public}, ${cutoff.imported})`,
    parametersOf(account, limit),
  );
  return rowCount ?? 0;
}

/**
 * Posts that nobody has seen for so long and of which nothing measured is left. Their account is
 * listed anew when a scan looks back beyond the youngest of them: what was listed of it is not known
 * any more.
 */
export async function deletePosts(
  db: Queryable,
  account: ExpiringAccount,
  limit: number,
): Promise<number> {
  const isMeasured = ['post_snapshots', 'post_retention', 'post_insights'].map(
    (table) => `exists (
      select from scan.${table} m where ${ofAccount('m')} and m.post_id = r.post_id
    )`,
  );
  const { rows } = await db.query<{ count: number }>(
    `with expired as materialized (
       select r.post_id from scan.posts r
       where ${ofAccount('r')} and ${isOld('posts')} and not (${isMeasured.join(' or ')})
       order by r.post_id limit $7 for update skip locked
     ), deleted as (
       delete from scan.posts d using expired
       where ${ofAccount('d')} and d.post_id = expired.post_id and ${isInBatch}
       returning published_at
     ), told as (
       update scan.listings l set backfill_cursor = null, backfill_listed_at = null,
         complete_since = case when complete_since is not null
           then greatest(complete_since, (select max(published_at) from deleted)) end,
         updated_at = now()
       where ${ofAccount('l')} and exists (select from deleted)
     )
     select count(*) from deleted`,
    parametersOf(account, limit),
  );
  return onlyRow(rows).count;
}
