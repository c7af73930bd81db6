import type { AudienceGroup, Demographics } from '@viral-scan/contracts';
import type { PoolClient } from 'pg';
import type { DatasetKey } from './dataset-key.ts';

/** Who the followers are of the accounts of which it is known, by dimension and name. */
export async function readDemographics(
  client: PoolClient,
  { subject, accountIds, window }: DatasetKey,
): Promise<ReadonlyMap<string, Demographics>> {
  const { rows } = await client.query<AudienceGroup & { account_id: string; captured_at: Date }>(
    `select account_id, dimension, name, count, share, captured_at
     from scan.audience_groups
     where tenant_id = $1 and subject_id = $2 and account_id = any($3)
       and captured_at > $4 and captured_at <= $5
     order by account_id, dimension collate "C", name collate "C"`,
    [subject.tenantId, subject.subjectId, accountIds, window.from, window.to],
  );
  return new Map(
    [...Map.groupBy(rows, (row) => row.account_id)].map(([accountId, ofAccount]) => [
      accountId,
      {
        capturedAtMs: ofAccount[0]?.captured_at.getTime() ?? 0,
        groups: ofAccount.map(({ dimension, name, count, share }) => ({
          dimension,
          name,
          count,
          share,
        })),
      },
    ]),
  );
}
