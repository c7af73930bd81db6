import type { ReadDelivery } from '@viral-scan/contracts';
import { bodyText, isObject, readJson } from './document.ts';
import { changesOf } from './meta-changes.ts';
import { metaEvent } from './meta-event.ts';
import { isSignedByOne, singleHeader } from './signature.ts';
import { accepted, refused } from './verdict.ts';

export interface MetaDeliveriesDeps {
  readonly platform: 'instagram' | 'threads';
  /** App secrets: of Instagram or of Facebook, by the app's login; of Threads its own. */
  readonly secrets: readonly string[];
}

/**
 * Webhooks of Instagram and Threads: `X-Hub-Signature-256: sha256=<hex>` over the raw body, whose
 * escapes are part of what was signed. One body may tell of up to 1,000 changes of several accounts.
 * Meta delivers again for 36 hours and keeps no order.
 */
export const metaDeliveries =
  ({ platform, secrets }: MetaDeliveriesDeps): ReadDelivery =>
  (delivery, now) => {
    const header = singleHeader(delivery, 'x-hub-signature-256');
    if (header === null) {
      return refused(401, 'X-Hub-Signature-256 is missing, or there are several');
    }
    const [, signature] = /^sha256=([0-9a-f]{64})$/i.exec(header) ?? [];
    if (signature === undefined) {
      return refused(401, 'X-Hub-Signature-256 is not of the form sha256=…');
    }
    const parts = [delivery.body];
    if (!isSignedByOne(signature, { algorithm: 'sha256', secrets, parts })) {
      return refused(401, 'X-Hub-Signature-256 does not match the body');
    }
    const body = readJson(bodyText(delivery.body));
    if (!isObject(body)) return refused(400, 'the body is not a JSON object');
    return accepted(
      changesOf(body).map((change) => metaEvent(platform, change)),
      now.real,
    );
  };
