import type { ErasureReceipt } from '@viral-scan/contracts';
import type { KeptErasure } from '../ports/erasures.ts';

/** As it is shown to whoever knows the code. `publicUrl` is without a slash at its end. */
export const receiptOf = (kept: KeptErasure, publicUrl: string): ErasureReceipt => ({
  code: kept.code,
  status: kept.state,
  scope: kept.scope,
  requested_at: kept.requestedAt.toISOString(),
  completed_at: kept.completedAt?.toISOString() ?? null,
  status_url: `${publicUrl}/erasures/${kept.code}`,
  erased: { ...kept.erased },
  not_revoked: kept.notRevoked.map((each) => ({ ...each })),
});
