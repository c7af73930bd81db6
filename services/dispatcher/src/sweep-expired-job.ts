import type { Runtime } from '@viral-scan/runtime';
import { type SweepDeps, sweepExpired } from '@viral-scan/scan';

/** Deletes what was kept for long enough, and tells how much of what. */
export const sweepExpiredJob =
  (deps: Omit<SweepDeps, 'onDeleted'>, { logger, metrics }: Pick<Runtime, 'logger' | 'metrics'>) =>
  async (signal: AbortSignal): Promise<void> => {
    const rows: Record<string, number> = {};
    const onDeleted: SweepDeps['onDeleted'] = (platform, kind, deleted) => {
      metrics.rowsExpired.inc({ platform, kind }, deleted);
      const name = `${platform}.${kind}`;
      rows[name] = (rows[name] ?? 0) + deleted;
    };
    try {
      await sweepExpired({ ...deps, onDeleted }, signal);
    } finally {
      // Also of a run that broke off: those rows are gone.
      if (Object.keys(rows).length > 0) logger.info({ rows }, 'expired rows were deleted');
    }
  };
