import { UpstreamRefused } from '@viral-scan/contracts';
import type { Egress } from '@viral-scan/egress';
import { websubTopic } from '@viral-scan/platforms';
import { type SubscribingDeps, websubSecret } from '@viral-scan/scan';

export interface WebsubHubOptions {
  readonly hubUrl: string;
  readonly publicUrl: string;
  /** Signs new subscriptions. */
  readonly secret: string;
}

/** Hubs grant what they like; YouTube's gives 5 to 10 days. */
const wishedLeaseSeconds = 10 * 86_400;

/** Asks a hub by WebSub's section 5.1. */
export const askHub =
  (
    request: Egress['request'],
    { hubUrl, publicUrl, secret }: WebsubHubOptions,
  ): SubscribingDeps['ask'] =>
  async ({ subscriptionId, mode, channelId }, signal) => {
    const form = new URLSearchParams({
      'hub.mode': mode,
      'hub.topic': websubTopic(channelId),
      'hub.callback': `${publicUrl}/webhooks/youtube/${subscriptionId}`,
      'hub.verify': 'async',
      'hub.secret': websubSecret(secret, subscriptionId),
      'hub.lease_seconds': String(wishedLeaseSeconds),
    });
    const { status } = await request({
      method: 'POST',
      url: new URL(hubUrl),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      signal,
    });
    if (status < 200 || status > 299) throw new UpstreamRefused(`the hub answered ${status}`);
  };
