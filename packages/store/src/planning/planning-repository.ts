import type { SubjectKey } from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { onlyRow } from '../connection/transaction.ts';
import { type NextReadings, nextReadings, type ReadingsRequest } from './next-readings.ts';

export interface PlanningRepository {
  postsAfter(
    subject: SubjectKey,
    accountId: string,
    moments: readonly Date[],
  ): Promise<readonly number[]>;
  nextReadings(
    subject: SubjectKey,
    accountId: string,
    request: ReadingsRequest,
  ): Promise<NextReadings>;
}

/** What is known of accounts, counted for plans. */
export function createPlanningRepository(pool: Pool): PlanningRepository {
  return {
    nextReadings: (subject, accountId, request) => nextReadings(pool, subject, accountId, request),

    async postsAfter(subject, accountId, moments) {
      const { rows } = await pool.query<{ counts: number[] }>(
        `select array(
           select (
             select count(*) from scan.posts p
             where p.tenant_id = $1 and p.subject_id = $2 and p.account_id = $3
               and p.published_at > moment.at and p.vanished_at is null
           )::float8
           from unnest($4::timestamptz[]) with ordinality as moment (at, place)
           order by moment.place
         ) as counts`,
        [subject.tenantId, subject.subjectId, accountId, moments],
      );
      return onlyRow(rows).counts;
    },
  };
}
