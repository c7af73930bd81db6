import type { ConnectablePlatform } from '@viral-scan/contracts';
import type { ErasureRepository, KeptErasure } from '../ports/erasures.ts';
import type { InboundEventRepository } from '../ports/inbound.ts';

export interface DeletionDeps {
  readonly inboundEvents: Pick<InboundEventRepository, 'granted'>;
  readonly erasures: Pick<ErasureRepository, 'begin'>;
  readonly newCode: () => string;
  readonly realNow: () => Date;
}

/**
 * A platform passes on that a person wants their data deleted. Begins the erasure of every account
 * they had connected until then, of whichever user; of somebody we do not know it is complete at
 * once. All of it is found under the code of the answer.
 */
export async function requestDeletion(
  { inboundEvents, erasures, newCode, realNow }: DeletionDeps,
  person: {
    readonly platform: ConnectablePlatform;
    readonly externalId: string;
    readonly issuedAt: Date;
  },
): Promise<KeptErasure> {
  const { platform, externalId, issuedAt } = person;
  const request = { code: newCode(), origin: 'platform', requestedAt: realNow() } as const;
  let begun: KeptErasure | null = null;
  for (const account of await inboundEvents.granted(platform, externalId, issuedAt)) {
    const { tenantId, subjectId, ref } = account;
    const code: string = begun?.code ?? request.code;
    begun = await erasures.begin({ tenantId, subjectId }, { ...request, code, account: ref });
  }
  return begun ?? erasures.begin(null, { ...request, account: null });
}
