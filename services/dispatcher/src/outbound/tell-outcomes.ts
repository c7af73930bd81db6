import type { Destination } from '@viral-scan/contracts';
import type { Runtime } from '@viral-scan/runtime';
import type { DeliveringDeps } from '@viral-scan/scan';

/** Counts every outcome; logs refusals, and when a destination begins and ceases to fail. */
export function tellOutcomes(
  destination: Destination,
  { logger, metrics }: Pick<Runtime, 'logger' | 'metrics'>,
): DeliveringDeps['onOutcome'] {
  let isFailing = false;
  return (outcome, { deliveryId, event }, error) => {
    metrics.outboundDeliveries.inc({ destination, outcome });
    const fields = { destination, delivery_id: deliveryId, event_id: event.id, err: error };
    if (outcome === 'refused') logger.warn(fields, 'an event was refused for good');
    if (outcome === 'postponed' && !isFailing) {
      logger.warn(fields, 'an event could not be delivered: it waits, and what follows');
    }
    if (outcome === 'delivered' && isFailing) {
      logger.info({ destination }, 'events are delivered again');
    }
    if (outcome !== 'refused') isFailing = outcome === 'postponed';
  };
}
