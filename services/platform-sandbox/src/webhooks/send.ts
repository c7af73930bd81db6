import type { Callback } from './callbacks.ts';
import type { NewDelivery } from './deliveries.ts';
import type { DeliveryFault } from './delivery-faults.ts';
import type { Order } from './send-schema.ts';
import { tiktokDeliveries } from './send-tiktok.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/**
 * Sends what was ordered; the ids of the deliveries.
 * @throws RangeError that names the field that cannot be fulfilled
 */
export function sendOrder(deps: WebhookDeps, order: Order): readonly number[] {
  const callback = deps.callbacks.get(order.platform);
  if (callback === null) throw new RangeError(`platform: no callback of ${order.platform}`);
  const secrets = secretsFor(callback, order);
  return deps.deliveries.send(arranged(deliveriesOf(deps, order, callback, secrets), order.faults));
}

function deliveriesOf(
  deps: WebhookDeps,
  order: Order,
  callback: Callback,
  secrets: { readonly current: string; readonly former: string | null },
): readonly NewDelivery[] {
  const url = addressOf(callback.url, 'url');
  return tiktokDeliveries(deps, order, { url, secrets });
}

function addressOf(url: URL | null, name: string): URL {
  if (url === null) throw new RangeError(`event: the callback has no ${name}`);
  return url;
}

function secretsFor(callback: Callback, { secret, faults }: Pick<Order, 'secret' | 'faults'>) {
  if (faults.includes('old_secret') && callback.formerSecret === null) {
    throw new RangeError('faults: old_secret, but the secret was never rotated');
  }
  return { current: secret ?? callback.secret, former: callback.formerSecret };
}

function arranged(
  deliveries: readonly NewDelivery[],
  faults: readonly DeliveryFault[],
): readonly NewDelivery[] {
  const ordered = faults.includes('reordered') ? deliveries.toReversed() : deliveries;
  return faults.includes('doubled') ? ordered.flatMap((each) => [each, each]) : ordered;
}
