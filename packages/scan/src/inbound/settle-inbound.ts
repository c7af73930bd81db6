import { rememberEventsMs } from '@viral-scan/contracts';
import type { ErasureRepository } from '../ports/erasures.ts';
import type { InboundEventRepository, SettledEvents } from '../ports/inbound.ts';
import { type LightScanDeps, takeLightScans } from './light-scans.ts';

/**
 * The way of an event: the door keeps it and answers its sender; here it is taken under a row lock,
 * and its effect commits together with its end. What it asks for stands on the account, so that
 * however many events become one collection: the next one after whatever is reading the account.
 */
export interface SettleDeps extends LightScanDeps {
  readonly inboundEvents: InboundEventRepository;
  readonly erasures: Pick<ErasureRepository, 'begin'>;
  readonly newCode: () => string;
  readonly realNow: () => Date;
  readonly onSettled: (settled: SettledEvents) => void;
}

/** More than one delivery holds, so that one process takes all that came together. */
const eventsAtOnce = 2_000;
const removalsAtOnce = 20;
const forgottenAtOnce = 2_000;

/** Answers how many collections were taken on. */
export async function settleInbound(deps: SettleDeps, signal: AbortSignal): Promise<number> {
  const { inboundEvents, erasures, newCode, realNow, clock } = deps;
  await clock.refresh();
  // First: nothing is read any more with a grant that is gone.
  await settleAll(deps, signal, removalsAtOnce, () =>
    inboundEvents.settleRemovals(removalsAtOnce, async ({ tenantId, subjectId, ref }) => {
      await erasures.begin(
        { tenantId, subjectId },
        { code: newCode(), origin: 'platform', account: ref, requestedAt: realNow() },
      );
    }),
  );
  await settleAll(deps, signal, eventsAtOnce, () =>
    inboundEvents.settle(eventsAtOnce, clock.now()),
  );
  return takeLightScans(deps, signal);
}

/** Deletes the keys of events that need not be remembered any more. Answers how many. */
export async function forgetInbound(
  { inboundEvents, realNow }: Pick<SettleDeps, 'inboundEvents' | 'realNow'>,
  signal: AbortSignal,
): Promise<number> {
  const before = new Date(realNow().getTime() - rememberEventsMs);
  let forgotten = 0;
  for (let last = forgottenAtOnce; last === forgottenAtOnce && !signal.aborted; ) {
    last = await inboundEvents.forget(before, forgottenAtOnce);
    forgotten += last;
  }
  return forgotten;
}

async function settleAll(
  { onSettled }: Pick<SettleDeps, 'onSettled'>,
  signal: AbortSignal,
  limit: number,
  settle: () => Promise<SettledEvents>,
): Promise<void> {
  for (let last = limit; last >= limit && !signal.aborted; ) {
    const settled = await settle();
    onSettled(settled);
    last = settled.counts.reduce((sum, { events }) => sum + events, settled.failures.length);
  }
}
