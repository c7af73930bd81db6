import { BeingErased, type SubjectKey } from '@viral-scan/contracts';
import type { Queryable } from '../connection/transaction.ts';

/**
 * Keeps the subject for the rest of the transaction. Whoever writes for a subject and holds no step
 * does this first: nothing is written any more once an erasure has begun, and an erasure that begins
 * waits for what was begun before it.
 *
 * @param accounts that are written for by name
 * @throws BeingErased also when the subject is gone
 */
export async function holdSubject(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
  accounts: readonly string[] = [],
): Promise<void> {
  const { rows } = await db.query<{ refusal: 'user' | 'account' | null }>(
    'select identity.hold_subject($1, $2, $3) as refusal',
    [tenantId, subjectId, accounts],
  );
  const refusal = rows[0]?.refusal;
  if (refusal) throw new BeingErased(`what is stored of the ${refusal} is being deleted`);
}

/**
 * For long transactions, whose end holds the subject: so that they end soon.
 *
 * @throws BeingErased
 */
export async function refuseErased(
  db: Queryable,
  { tenantId, subjectId }: SubjectKey,
): Promise<void> {
  const { rowCount } = await db.query(
    `select from scan.erasures
     where tenant_id = $1 and subject_id = $2 and state = 'running' and platform is null`,
    [tenantId, subjectId],
  );
  if (rowCount !== 0) throw new BeingErased('what is stored of the user is being deleted');
}
