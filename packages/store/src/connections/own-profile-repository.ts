import {
  type AccountProfile,
  accountRef,
  type OwnProfile,
  type SubjectKey,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { inTransaction } from '../connection/transaction.ts';
import { holdSubject } from '../erasures/hold-subject.ts';
import { storedTextOrNull } from '../values/stored-text.ts';

export interface OwnProfileRepository {
  keep(subject: SubjectKey, profile: AccountProfile): Promise<void>;
  list(subject: SubjectKey): Promise<readonly OwnProfile[]>;
}

export function createOwnProfileRepository(pool: Pool): OwnProfileRepository {
  return {
    /** How an account was read (source, access) is said by those who read it. */
    keep: (subject, profile) =>
      inTransaction(pool, async (client) => {
        const { tenantId, subjectId } = subject;
        await holdSubject(client, subject, [accountRef(profile.platform, profile.externalId)]);
        await client.query(
          `insert into scan.accounts as known (tenant_id, subject_id, platform, external_id, origin,
           name, handle, followers, timezone, source, access, seen_as_own)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'own', true)
         on conflict (subject_id, platform, external_id) do update set
           name = coalesce(excluded.name, known.name),
           handle = coalesce(excluded.handle, known.handle),
           timezone = coalesce(excluded.timezone, known.timezone),
           seen_as_own = true,
           updated_at = now()`,
          [
            tenantId,
            subjectId,
            profile.platform,
            profile.externalId,
            storedTextOrNull(profile.origin),
            storedTextOrNull(profile.name),
            storedTextOrNull(profile.handle),
            profile.followers,
            profile.timezone,
            profile.source,
          ],
        );
      }),

    async list({ tenantId, subjectId }) {
      const { rows } = await pool.query<OwnProfile>(
        `select platform || ':' || external_id as ref, name, handle from scan.accounts
         where tenant_id = $1 and subject_id = $2 and seen_as_own
         order by (platform || ':' || external_id) collate "C"`,
        [tenantId, subjectId],
      );
      return rows;
    },
  };
}
