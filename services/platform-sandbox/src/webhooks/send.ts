import { feedDeliveries } from '../websub/send-youtube.ts';
import type { Callback } from './callbacks.ts';
import type { NewDelivery } from './deliveries.ts';
import type { DeliveryFault } from './delivery-faults.ts';
import { instagramDelivery } from './send-instagram.ts';
import { requestDelivery } from './send-request.ts';
import { isRequest, type Order, type WebhookOrder } from './send-schema.ts';
import { threadsDeliveries } from './send-threads.ts';
import { tiktokDeliveries } from './send-tiktok.ts';
import { askedAccounts, targetsOf } from './targets.ts';
import type { Channel, WebhookDeps } from './webhook-deps.ts';

/**
 * Sends what was ordered; the ids of the deliveries.
 * @throws RangeError that names the field that cannot be fulfilled
 */
export function sendOrder(deps: WebhookDeps, order: Order): readonly number[] {
  return deps.deliveries.send(
    arranged(
      order.platform === 'youtube'
        ? feedDeliveries(deps, order, askedAccounts(order))
        : webhookDeliveries(deps, order),
      order.faults,
    ),
  );
}

function webhookDeliveries(deps: WebhookDeps, order: WebhookOrder): readonly NewDelivery[] {
  const callback = deps.callbacks.get(order.platform);
  if (callback === null) throw new RangeError(`platform: ${order.platform} has no callback`);
  const url = addressFor(callback, order.event);
  const secrets = {
    current: order.secret ?? callback.secret,
    former: callback.formerSecret,
  };
  if (order.faults.includes('old_secret') && secrets.former === null) {
    throw new RangeError('faults: old_secret, but the secret was never rotated');
  }
  return deliveriesOf(deps, order, { url, secrets });
}

function deliveriesOf(
  deps: WebhookDeps,
  order: WebhookOrder,
  channel: Channel,
): readonly NewDelivery[] {
  if (isRequest(order)) {
    return targetsOf(deps, order.platform, order).map((target) =>
      requestDelivery(deps, channel, order, target),
    );
  }
  if (order.platform === 'tiktok') return tiktokDeliveries(deps, order, channel);
  if (order.platform === 'threads') return threadsDeliveries(deps, order, channel);
  return [instagramDelivery(deps, order, channel)];
}

function addressFor(callback: Callback, event: string): URL {
  const [field, url] =
    event === 'deauthorize'
      ? (['deauthorize_url', callback.deauthorizeUrl] as const)
      : event === 'data_deletion'
        ? (['data_deletion_url', callback.dataDeletionUrl] as const)
        : (['url', callback.url] as const);
  if (url === null) throw new RangeError(`event: the callback has no ${field}`);
  return url;
}

function arranged(
  deliveries: readonly NewDelivery[],
  faults: readonly DeliveryFault[],
): readonly NewDelivery[] {
  const ordered = faults.includes('reordered') ? deliveries.toReversed() : deliveries;
  return faults.includes('doubled') ? ordered.flatMap((each) => [each, each]) : ordered;
}
