import { splitAccountRef } from '@viral-scan/contracts';
import type { TestDatabase } from '@viral-scan/testing';
import pg from 'pg';
import type { ConnectedUser } from './backfill-system.ts';

export interface StoredPost {
  readonly id: string;
  readonly snapshots: number;
}

/** A user's account, of which `$1`, `$2` and `$3` are user, platform and id. */
const account = `scan.accounts a
  join identity.subjects i on i.subject_id = a.subject_id
  where i.user_id = $1 and a.platform = $2 and a.external_id = $3`;

/** The posts of a user's account as the database has them. */
export const storedPosts = (
  database: TestDatabase,
  user: ConnectedUser,
): Promise<readonly StoredPost[]> =>
  query<StoredPost>(
    database,
    user,
    `select p.post_id as id, count(s.captured_at)::int as snapshots
     from scan.posts p
     left join scan.post_snapshots s on s.subject_id = p.subject_id
       and s.account_id = p.account_id and s.post_id = p.post_id
     where p.account_id = (select account_id from ${account})
     group by 1`,
  );

/** The page token at which a listing of YouTube stopped; null when it has come to its end. */
export async function stoppedAt(
  database: TestDatabase,
  user: ConnectedUser,
): Promise<string | null> {
  const [row] = await query<{ backfill_cursor: string | null }>(
    database,
    user,
    `select backfill_cursor from scan.listings
     where account_id = (select account_id from ${account})`,
  );
  const cursor = row?.backfill_cursor ?? null;
  if (cursor === null) return null;
  const [, pageToken]: readonly (string | null)[] = JSON.parse(cursor);
  return pageToken ?? null;
}

async function query<Row extends pg.QueryResultRow>(
  { url }: TestDatabase,
  { id, ref }: ConnectedUser,
  sql: string,
): Promise<readonly Row[]> {
  const { platform, externalId } = splitAccountRef(ref);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [id, platform, externalId])).rows;
  } finally {
    await client.end();
  }
}
