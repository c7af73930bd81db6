import type { Access, Post, Source, SubjectKey } from '@viral-scan/contracts';
import { onlyRow, type Queryable } from '../connection/transaction.ts';
import { arrayLiteral, storedTextOrNull } from '../values/stored-text.ts';

export interface PostRow {
  readonly accountId: string;
  readonly post: Post;
}

export interface PostsOrigin {
  readonly source: Source;
  readonly access: Access;
  readonly seenAt: Date;
  /** Null when they were not imported. */
  readonly importId: string | null;
}

/**
 * Writes posts by natural key: what was said last wins, unknown never replaces known. The rows
 * must not repeat a key, and come in one order everywhere, so that two writers cannot wait for
 * each other in a circle.
 *
 * @returns how many were not there before.
 */
export async function upsertPosts(
  db: Queryable,
  subject: SubjectKey,
  origin: PostsOrigin,
  rows: readonly PostRow[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const { rows: counted } = await db.query<{ inserted: number }>(
    `with written as (
       insert into scan.posts as known (tenant_id, subject_id, account_id, post_id, published_at,
         caption, type, duration_seconds, url, language, tags, sound, source, access, import_id,
         first_seen_at, last_seen_at)
       select $1, $2, account_id, post_id, published_at, caption, type, duration_seconds, url,
         language, tags::text[], sound, $3, $4, $5, $6, $6
       from unnest($7::uuid[], $8::text[], $9::timestamptz[], $10::text[], $11::text[],
         $12::float8[], $13::text[], $14::text[], $15::text[], $16::text[])
         as given (account_id, post_id, published_at, caption, type, duration_seconds, url,
           language, tags, sound)
       on conflict (subject_id, account_id, post_id) do update set
         published_at = excluded.published_at,
         caption = coalesce(excluded.caption, known.caption),
         type = case when excluded.type = 'unknown' then known.type else excluded.type end,
         duration_seconds = coalesce(excluded.duration_seconds, known.duration_seconds),
         url = coalesce(excluded.url, known.url),
         language = coalesce(excluded.language, known.language),
         tags = case when excluded.tags = '{}' then known.tags else excluded.tags end,
         sound = coalesce(excluded.sound, known.sound),
         source = excluded.source,
         access = excluded.access,
         import_id = coalesce(excluded.import_id, known.import_id),
         first_seen_at = least(excluded.first_seen_at, known.first_seen_at),
         last_seen_at = greatest(excluded.last_seen_at, known.last_seen_at),
         vanished_at = null
       returning xmax = 0 as inserted
     )
     select count(*) filter (where inserted) as inserted from written`,
    [
      subject.tenantId,
      subject.subjectId,
      origin.source,
      origin.access,
      origin.importId,
      origin.seenAt,
      rows.map((row) => row.accountId),
      rows.map((row) => row.post.externalId),
      rows.map((row) => row.post.publishedAt),
      rows.map((row) => storedTextOrNull(row.post.caption)),
      rows.map((row) => row.post.type),
      rows.map((row) => row.post.durationSeconds),
      rows.map((row) => storedTextOrNull(row.post.url)),
      rows.map((row) => storedTextOrNull(row.post.language)),
      rows.map((row) => arrayLiteral(row.post.tags)),
      rows.map((row) => storedTextOrNull(row.post.sound)),
    ],
  );
  return onlyRow(counted).inserted;
}

/** One row per key, in key order; of a repeated key the later says more, unknown aside. */
export function mergeRepeated(rows: readonly PostRow[]): readonly PostRow[] {
  const byKey = new Map<string, PostRow>();
  for (const row of rows) {
    const key = `${row.accountId} ${row.post.externalId}`;
    const earlier = byKey.get(key)?.post;
    byKey.set(key, earlier === undefined ? row : { ...row, post: mergePosts(earlier, row.post) });
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

const mergePosts = (earlier: Post, later: Post): Post => ({
  externalId: later.externalId,
  publishedAt: later.publishedAt,
  caption: later.caption ?? earlier.caption,
  type: later.type === 'unknown' ? earlier.type : later.type,
  durationSeconds: later.durationSeconds ?? earlier.durationSeconds,
  url: later.url ?? earlier.url,
  language: later.language ?? earlier.language,
  tags: later.tags.length === 0 ? earlier.tags : later.tags,
  sound: later.sound ?? earlier.sound,
});
