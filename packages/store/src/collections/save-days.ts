import type { CollectedDays, StepLease, SubjectKey } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction, type Queryable } from '../connection/transaction.ts';
import { holdStep, moveOn } from '../steps/lease.ts';
import { replaceGroups } from './replace-groups.ts';

/** The later reading of a day replaces the earlier one; what it does not say stays as it was. */
export function saveDays(
  pool: Pool,
  subject: SubjectKey,
  lease: StepLease,
  read: CollectedDays,
): Promise<void> {
  return inTransaction(pool, async (client) => {
    await holdStep(client, subject, lease);
    await upsertDays(client, subject, read);
    await upsertActivity(client, subject, read);
    await replaceGroups(client, subject, read);
    await moveOn(client, subject, lease, read.next);
  });
}

async function upsertDays(
  db: Queryable,
  subject: SubjectKey,
  { accountId, days, capturedAt, source }: CollectedDays,
): Promise<void> {
  if (days.length === 0) return;
  const inOrder = [...new Map(days.map((day) => [day.day, day])).values()].sort((a, b) =>
    a.day < b.day ? -1 : 1,
  );
  await db.query(
    `insert into scan.account_days as known (tenant_id, subject_id, account_id, day, views, reach,
       profile_views, likes, comments, shares, followers, new_followers, lost_followers, provisional,
       captured_at, source)
     select $1, $2, $3, given.*, $4, $5
     from unnest($6::date[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
       $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::boolean[])
       as given
     on conflict (subject_id, account_id, day) do update set
       views = coalesce(excluded.views, known.views),
       reach = coalesce(excluded.reach, known.reach),
       profile_views = coalesce(excluded.profile_views, known.profile_views),
       likes = coalesce(excluded.likes, known.likes),
       comments = coalesce(excluded.comments, known.comments),
       shares = coalesce(excluded.shares, known.shares),
       followers = coalesce(excluded.followers, known.followers),
       new_followers = coalesce(excluded.new_followers, known.new_followers),
       lost_followers = coalesce(excluded.lost_followers, known.lost_followers),
       provisional = excluded.provisional,
       captured_at = excluded.captured_at, source = excluded.source
     where excluded.captured_at >= known.captured_at`,
    [
      subject.tenantId,
      subject.subjectId,
      accountId,
      capturedAt,
      source,
      inOrder.map(({ day }) => day),
      inOrder.map(({ views }) => views),
      inOrder.map(({ reach }) => reach),
      inOrder.map(({ profileViews }) => profileViews),
      inOrder.map(({ likes }) => likes),
      inOrder.map(({ comments }) => comments),
      inOrder.map(({ shares }) => shares),
      inOrder.map(({ followers }) => followers),
      inOrder.map(({ newFollowers }) => newFollowers),
      inOrder.map(({ lostFollowers }) => lostFollowers),
      inOrder.map(({ provisional }) => provisional),
    ],
  );
}

async function upsertActivity(
  db: Queryable,
  subject: SubjectKey,
  { accountId, activity, capturedAt, source }: CollectedDays,
): Promise<void> {
  if (activity === null || activity.hours.length === 0) return;
  const byHour = new Map(activity.hours.map((hour) => [`${hour.day} ${hour.hour}`, hour]));
  const inOrder = [...byHour.values()].sort((a, b) =>
    a.day === b.day ? a.hour - b.hour : a.day < b.day ? -1 : 1,
  );
  await db.query(
    `insert into scan.audience_activity as known (tenant_id, subject_id, account_id, day, hour,
       count, zone, captured_at, source)
     select $1, $2, $3, given.*, $4, $5, $6
     from unnest($7::date[], $8::smallint[], $9::bigint[]) as given
     on conflict (subject_id, account_id, day, hour) do update set
       count = excluded.count, zone = excluded.zone, captured_at = excluded.captured_at,
       source = excluded.source
     where excluded.captured_at >= known.captured_at`,
    [
      subject.tenantId,
      subject.subjectId,
      accountId,
      activity.zone,
      capturedAt,
      source,
      inOrder.map(({ day }) => day),
      inOrder.map(({ hour }) => hour),
      inOrder.map(({ count }) => count),
    ],
  );
}
