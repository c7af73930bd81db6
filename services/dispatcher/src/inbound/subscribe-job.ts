import type { Runtime } from '@viral-scan/runtime';
import { keepSubscribed, type SubscribingDeps } from '@viral-scan/scan';

/** Keeps the subscriptions to YouTube's feeds, and tells what the hub did not take. */
export const subscribeJob =
  (deps: Omit<SubscribingDeps, 'onFailure'>, { logger }: Pick<Runtime, 'logger'>) =>
  async (signal: AbortSignal): Promise<void> => {
    const onFailure: SubscribingDeps['onFailure'] = ({ subscriptionId, mode }, error) =>
      logger.warn(
        { err: error, subscription_id: subscriptionId, mode },
        'a hub was asked in vain and will be asked again',
      );
    const requests = await keepSubscribed({ ...deps, onFailure }, signal);
    if (requests > 0) logger.info({ requests }, 'a hub was asked for subscriptions');
  };
