import { type ScanParameters, splitAccountRef } from '@viral-scan/contracts';
import { refreshLadder } from '../collection/refresh-ladder.ts';
import type { Clock } from '../ports/clock.ts';
import type { DueAccount, ScheduleRepository, ScheduleRule } from '../ports/schedule.ts';
import { planSteps } from '../use-cases/initiate.ts';

const minuteMs = 60_000;

/** Within an hour a post that nobody announced is found, and read hourly from then on. */
export const scheduleRule: Omit<ScheduleRule, 'now'> = {
  refresh: refreshLadder,
  listingEveryMs: 60 * minuteMs,
  // An account that cannot be read stays due.
  leastPauseMs: 30 * minuteMs,
  jitterMs: 2 * minuteMs,
};

/** As far back as the ladder reads. */
const lookbackDays = 90;
const batch = 200;

export interface ScheduleDeps {
  readonly schedule: ScheduleRepository;
  readonly clock: Clock;
  readonly newId: () => string;
}

/**
 * Takes a collection on for every connected own account that is due, unless one is under way.
 * Any number of processes may do so at once. Answers how many.
 */
export async function scheduleCollections(
  { schedule, clock, newId }: ScheduleDeps,
  signal: AbortSignal,
): Promise<number> {
  await clock.refresh();
  const rule = { ...scheduleRule, now: clock.now() };
  let scheduled = 0;
  for (let after: string | null = null; !signal.aborted; ) {
    const accounts = await schedule.connectedAccounts(after, batch);
    after = accounts.at(-1)?.connectionId ?? null;
    for (const due of await schedule.dueAccounts(accounts, rule)) {
      if (signal.aborted) break;
      const parameters = parametersOf(due);
      const wasTaken = await schedule.schedule(due.account, rule, {
        scanId: newId(),
        parameters,
        steps: planSteps('collection', parameters),
        scanTime: rule.now,
        traceparent: null,
      });
      if (wasTaken) scheduled += 1;
    }
    if (accounts.length < batch) break;
  }
  return scheduled;
}

/** A listing that stopped goes on as far back as it was meant to. */
function parametersOf({ account, stoppedLookbackDays }: DueAccount): ScanParameters {
  return {
    platforms: [splitAccountRef(account.ref).platform ?? 'file'],
    accounts: [account.ref],
    competitors: [],
    lookback_days: Math.max(lookbackDays, stoppedLookbackDays ?? 0),
    timezone: 'UTC',
    refresh: 'ladder',
  };
}
