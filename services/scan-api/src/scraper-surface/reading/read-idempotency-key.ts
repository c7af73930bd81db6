import { idempotencyKeySchema } from '../../routes/initiate-call.ts';
import { type Complaints, valueError } from './complaints.ts';

export const idempotencyKeyLoc = ['header', 'idempotency-key'] as const;

/** Callers of old send none. */
export function readIdempotencyKey(
  header: string | readonly string[] | undefined,
  complaints: Complaints,
): string | null {
  if (header === undefined) return null;
  const key = idempotencyKeySchema.safeParse(header);
  if (key.success) return key.data;
  const rule = key.error.issues[0]?.message ?? 'is invalid';
  complaints.add(valueError(idempotencyKeyLoc, rule, header));
  return null;
}
