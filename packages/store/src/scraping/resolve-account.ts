import {
  type AccountName,
  type AccountRef,
  accountRef,
  type Role,
  refOfName,
  type SubjectKey,
} from '@viral-scan/contracts';
import type { Pool } from 'pg';
import { storedText } from '../values/stored-text.ts';

/**
 * By id, by handle (without "@" and case) or by another id that a grant goes by. Where several
 * accounts answer to the name, own ones come first, then who has it for an id.
 */
export async function resolveAccount(
  pool: Pool,
  identityPool: Pool,
  { tenantId, subjectId }: SubjectKey,
  called: AccountName,
): Promise<{ readonly ref: AccountRef; readonly role: Role; readonly partitionKey: string }> {
  const name = storedText(called.name);
  const granted = await identityPool.query<{ id: string; is_named: boolean }>(
    `select external_id as id, lower(external_id) = lower($4) or aliases @> array[$4] as is_named
     from identity.connections
     where tenant_id = $1 and subject_id = $2 and platform = $3 and state = 'active'
     order by external_id`,
    [tenantId, subjectId, called.platform, name],
  );
  const named = granted.rows.filter((row) => row.is_named).map(({ id }) => id);
  const { rows } = await pool.query<{ id: string; is_own: boolean; first_ref: string | null }>(
    `select external_id as id, first_ref, seen_as_own or external_id = any($5) as is_own
     from scan.accounts
     where tenant_id = $1 and subject_id = $2 and platform = $3
       and (lower(external_id) = lower($4) or lower(ltrim(handle, '@')) = lower(ltrim($4, '@'))
         or external_id = any($6))
     order by is_own desc, external_id = $4 desc, lower(external_id) = lower($4) desc,
       external_id collate "C"
     limit 1`,
    [tenantId, subjectId, called.platform, name, granted.rows.map(({ id }) => id), named],
  );
  const known = rows[0];
  if (known?.is_own !== true && named[0] !== undefined) {
    const ref = accountRef(called.platform, named[0]);
    return { ref, role: 'own', partitionKey: ref };
  }
  if (known === undefined) {
    const ref = refOfName(called);
    return { ref, role: 'competitor', partitionKey: ref };
  }
  const ref = accountRef(called.platform, known.id);
  return {
    ref,
    role: known.is_own ? 'own' : 'competitor',
    partitionKey: known.first_ref ?? ref,
  };
}
