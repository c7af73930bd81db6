import { randomUUID } from 'node:crypto';
import type { Principal } from '@viral-scan/contracts';
import type { Store } from '@viral-scan/store';

/** Erases as the dispatcher does, without platforms and without Redis; answers the receipt. */
export async function eraseRows(
  { erasures, erasureWork: work }: Store,
  who: Principal,
  account: string | null = null,
) {
  const { code } = await erasures.begin(who, {
    code: randomUUID(),
    origin: account === null ? 'request' : 'platform',
    account,
    requestedAt: new Date(),
  });
  const erasure = await work.take(30_000);
  if (erasure === null) throw new Error('there is no erasure to work at');
  await work.deleteRows(erasure, new AbortController().signal);
  await work.deleteGrants(erasure);
  await work.complete(erasure);
  return erasures.find(code);
}
