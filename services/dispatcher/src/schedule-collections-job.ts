import type { Runtime } from '@viral-scan/runtime';
import { type ScheduleDeps, scheduleCollections } from '@viral-scan/scan';

/** Takes collections on that are due, and tells how many. */
export const scheduleCollectionsJob =
  (deps: ScheduleDeps, { logger, metrics }: Pick<Runtime, 'logger' | 'metrics'>) =>
  async (signal: AbortSignal): Promise<void> => {
    const scheduled = await scheduleCollections(deps, signal);
    if (scheduled === 0) return;
    metrics.collectionsScheduled.inc(scheduled);
    logger.info({ collections: scheduled }, 'collections were scheduled');
  };
