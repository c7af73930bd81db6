import type { ActiveHour, AudienceActivity } from '@viral-scan/contracts';
import type { PoolClient } from 'pg';
import type { DatasetKey } from './dataset-key.ts';

/** Active hours of the accounts that have any, in order; of one zone, that of the latest reading. */
export async function readAudiences(
  client: PoolClient,
  { subject, accountIds, window }: DatasetKey,
): Promise<ReadonlyMap<string, AudienceActivity>> {
  const { rows } = await client.query<ActiveHour & { account_id: string; zone: string }>(
    `select account_id, zone, to_char(day, 'YYYY-MM-DD') as day, hour, count
     from scan.audience_activity
     where tenant_id = $1 and subject_id = $2 and account_id = any($3)
       and day > $4::date and captured_at <= $5
     order by account_id, day, hour`,
    [subject.tenantId, subject.subjectId, accountIds, window.from, window.to],
  );
  return new Map(
    [...Map.groupBy(rows, (row) => row.account_id)].map(([accountId, ofAccount]) => {
      const zone = ofAccount.at(-1)?.zone ?? 'UTC';
      const hours = ofAccount
        .filter((row) => row.zone === zone)
        .map(({ day, hour, count }) => ({ day, hour, count }));
      return [accountId, { zone, hours }];
    }),
  );
}
