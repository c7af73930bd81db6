import { type AccountRef, type ScanParameters, splitAccountRef } from '@viral-scan/contracts';
import type { Clock } from '../ports/clock.ts';
import type { LightScanRepository } from '../ports/inbound.ts';
import { planSteps } from '../use-cases/initiate.ts';

export interface LightScanDeps {
  readonly lightScans: LightScanRepository;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** As far back as the ladder reads. */
const lookbackDays = 90;
const batch = 200;

/**
 * Takes a collection on for every account that its platform told something new of: what is new is
 * listed, and what changed is read again. Any number of processes may do so at once. Answers how many.
 */
export async function takeLightScans(
  { lightScans, clock, newId }: LightScanDeps,
  signal: AbortSignal,
): Promise<number> {
  let taken = 0;
  for (const account of await lightScans.asked(batch)) {
    if (signal.aborted) break;
    const parameters = parametersOf(account.ref);
    const wasTaken = await lightScans.take(account, clock.now(), {
      scanId: newId(),
      parameters,
      steps: planSteps('collection', parameters),
      scanTime: clock.now(),
      traceparent: null,
    });
    if (wasTaken) taken += 1;
  }
  return taken;
}

const parametersOf = (ref: AccountRef): ScanParameters => ({
  platforms: [splitAccountRef(ref).platform ?? 'file'],
  accounts: [ref],
  competitors: [],
  lookback_days: lookbackDays,
  timezone: 'UTC',
  // With the insights that are due: an account that is told of all the time is never due by schedule.
  refresh: 'news',
});
