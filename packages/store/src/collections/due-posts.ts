import type { DueRequest, KnownPost, SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';

/** When a post was read last, for what is asked. */
const readAt = { counters: 'p.last_seen_at', insights: 'i.captured_at' } as const;

/**
 * The platform has told that something about the post is new, since it was read or found gone: due
 * whatever the rules say.
 */
const isChanged = 'p.changed_at >= coalesce(p.vanished_at, p.last_seen_at)';

/** Older than any post: PostgreSQL's intervals know no infinity before version 17. */
const everMs = 1_000 * 365 * 86_400_000;

export async function duePosts(
  db: Queryable,
  subject: SubjectKey,
  { accountId, what, since, now, rules, after, limit, newest }: DueRequest,
): Promise<readonly KnownPost[]> {
  const { rows } = await db.query<KnownPost>(
    `select p.post_id as "externalId", p.published_at as "publishedAt",
       p.duration_seconds as "durationSeconds"
     from scan.posts p
     left join scan.post_insights i on i.tenant_id = p.tenant_id and i.subject_id = p.subject_id
       and i.account_id = p.account_id and i.post_id = p.post_id
     left join lateral (
       select rule.every_ms
       from unnest($6::float8[], $7::float8[]) with ordinality
         as rule (younger_than_ms, every_ms, place)
       where $5::timestamptz - p.published_at < rule.younger_than_ms * interval '1 ms'
       order by rule.place limit 1
     ) rule on true
     where p.tenant_id = $1 and p.subject_id = $2 and p.account_id = $3
       and (
         $10 and coalesce(${isChanged}, false)
         or p.published_at > $4 and p.vanished_at is null and rule.every_ms is not null
           and coalesce(${readAt[what]} < $5::timestamptz - rule.every_ms * interval '1 ms', true)
       )
       and ($8::text is null or p.post_id > $8)
       and ($11::int is null or p.post_id in (
         select n.post_id from scan.posts n
         where n.tenant_id = $1 and n.subject_id = $2 and n.account_id = $3
           and n.published_at > $4 and n.vanished_at is null
         order by n.published_at desc, n.post_id limit $11))
     order by p.post_id
     limit $9`,
    [
      subject.tenantId,
      subject.subjectId,
      accountId,
      since,
      now,
      rules.map(({ youngerThanMs }) => Math.min(youngerThanMs, everMs)),
      rules.map(({ everyMs }) => everyMs),
      after,
      limit,
      what === 'counters',
      newest ?? null,
    ],
  );
  return rows;
}
