import type { ConnectablePlatform } from '@viral-scan/contracts';
import type { ErasureRepository } from '../ports/erasures.ts';
import type { InboundEventRepository } from '../ports/inbound.ts';

export interface DeletionDeps {
  readonly inboundEvents: Pick<InboundEventRepository, 'granted'>;
  readonly erasures: Pick<ErasureRepository, 'begin' | 'alsoFindUnder'>;
  readonly newCode: () => string;
  readonly realNow: () => Date;
}

/**
 * A platform passes on that a person wants their data deleted. Begins the erasure of every account
 * they had connected until then, of whichever user; of somebody we do not know it is complete at
 * once. All of it is found under the code that is answered, also what was being erased already; only
 * where that is all, it is known by the code it has.
 */
export async function requestDeletion(
  { inboundEvents, erasures, newCode, realNow }: DeletionDeps,
  person: {
    readonly platform: ConnectablePlatform;
    readonly externalId: string;
    readonly issuedAt: Date;
  },
): Promise<{ readonly code: string }> {
  const { platform, externalId, issuedAt } = person;
  const request = { code: newCode(), origin: 'platform', requestedAt: realNow() } as const;
  const codes = new Set<string>();
  for (const account of await inboundEvents.granted(platform, externalId, issuedAt)) {
    const { tenantId, subjectId, ref } = account;
    const { code } = await erasures.begin({ tenantId, subjectId }, { ...request, account: ref });
    codes.add(code);
  }
  const [only, ...others] = codes;
  if (only === undefined) return erasures.begin(null, { ...request, account: null });
  if (others.length === 0) return { code: only };
  await erasures.alsoFindUnder(request.code, [...codes]);
  return { code: request.code };
}
