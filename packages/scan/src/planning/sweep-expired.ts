import type { Access, Platform } from '@viral-scan/contracts';
import type { Clock } from '../ports/clock.ts';
import type { Cutoffs, ExpiringKind, RetentionRepository } from '../ports/retention.ts';

/** How many days something is kept after it was last read; null: for ever. */
export type RetentionDays = Readonly<Record<Platform, Readonly<Record<Access, number | null>>>>;

export interface SweepDeps {
  readonly retention: RetentionRepository;
  readonly clock: Clock;
  readonly realNow: () => Date;
  /** What users brought in files goes by `file`, of whichever platform it is. */
  readonly days: RetentionDays;
  /** Told of every batch. */
  readonly onDeleted: (platform: Platform, kind: ExpiringKind, rows: number) => void;
}

const dayMs = 86_400_000;
const accountsAtOnce = 25;
const rowsAtOnce = 2_000;
/** A dispatch that was done long ago tells nobody anything. */
const doneOutboxMs = 7 * dayMs;

/**
 * Deletes what was kept for long enough, in small batches; what is left when it is stopped goes the
 * next time. Answers how many rows.
 */
export async function sweepExpired(deps: SweepDeps, signal: AbortSignal): Promise<number> {
  const { retention, clock, realNow, days, onDeleted } = deps;
  await clock.refresh();
  const cutoffs = cutoffsOf(days, clock.now());
  let total = 0;
  for (let after: string | null = null; !signal.aborted; ) {
    const accounts = await retention.accounts(after, accountsAtOnce, cutoffs);
    for (const account of accounts) {
      for (const kind of account.kinds) {
        let deleted: number | null = rowsAtOnce;
        while (deleted === rowsAtOnce && !signal.aborted) {
          deleted = await retention.deleteExpired(account, kind, rowsAtOnce);
          // Somebody else is at it.
          if (deleted === null) return total;
          if (deleted > 0) onDeleted(account.platform, kind, deleted);
          total += deleted;
        }
      }
    }
    after = accounts.at(-1)?.accountId ?? null;
    if (accounts.length < accountsAtOnce) break;
  }
  const doneBefore = new Date(realNow().getTime() - doneOutboxMs);
  while (!signal.aborted && (await retention.deleteDone(doneBefore, rowsAtOnce)) === rowsAtOnce);
  while (!signal.aborted && (await retention.deleteKeys(rowsAtOnce)) === rowsAtOnce);
  while (!signal.aborted && (await retention.deleteScrapeLimits(rowsAtOnce)) === rowsAtOnce);
  return total;
}

function cutoffsOf(days: RetentionDays, now: Date): ReadonlyMap<Platform, Cutoffs> {
  const before = (kept: number | null): Date | null =>
    kept === null ? null : new Date(now.getTime() - kept * dayMs);
  const imported = before(days.file.own);
  const entries = Object.entries(days) as [Platform, RetentionDays[Platform]][];
  return new Map(
    entries.map(([platform, kept]) => [
      platform,
      { own: before(kept.own), public: before(kept.public), imported },
    ]),
  );
}
