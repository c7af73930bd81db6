import { type InboundDelivery, type ReadDelivery, UnreadableFile } from '@viral-scan/contracts';
import { bodyText, memberAt, readJson } from '../webhooks/document.ts';
import { metaDeliveries } from '../webhooks/meta-deliveries.ts';
import { tiktokDeliveries } from '../webhooks/tiktok-deliveries.ts';
import { websubDeliveries } from '../webhooks/websub-deliveries.ts';
import type { DeliveryReading } from './delivery-reading.ts';
import { readHeaders } from './exchange.ts';
import { interpretVerification } from './interpret-verification.ts';

/**
 * What a recorded delivery comes to: `delivery{method, headers, rawBody}`, signed with `testSecret`,
 * or `delivery{method: "GET", url}`. It is read as of when it was sent, as it says itself: by now
 * every signature of TikTok would be too old.
 *
 * @param at taken when a delivery does not say when it was sent
 * @returns null when no webhook of ours looks like it
 * @throws UnreadableFile that names what is missing
 */
export function interpretDelivery(
  { delivery, testSecret }: { readonly delivery: unknown; readonly testSecret?: unknown },
  at: Date,
): DeliveryReading | null {
  if (memberAt(delivery, 'method') === 'GET') return interpretVerification(delivery);
  const headers = readHeaders('delivery', memberAt(delivery, 'headers'));
  const rawBody = memberAt(delivery, 'rawBody');
  const claim = owners.find(({ signedBy }) => headers[signedBy] !== undefined);
  if (claim === undefined) return null;
  if (typeof rawBody !== 'string') throw new UnreadableFile('delivery.rawBody is not a text');
  if (typeof testSecret !== 'string') {
    throw new UnreadableFile('testSecret is missing: a signature cannot be checked without');
  }
  const inbound = { headers, body: Buffer.from(rawBody) };
  const { owner, read } = claim.take(inbound, testSecret);
  const sentAt = sentAtOf(inbound, read);
  const readAsOf = sentAt ?? at;
  return {
    owner,
    call: 'delivery',
    note:
      sentAt === null
        ? 'it does not say when it was sent'
        : 'read as of when it was sent; later its signature may be too old',
    readAsOf,
    ...read(inbound, { real: readAsOf, world: readAsOf }),
  };
}

interface Claim {
  readonly signedBy: string;
  take(
    inbound: InboundDelivery,
    secret: string,
  ): { readonly owner: string; readonly read: ReadDelivery };
}

const owners: readonly Claim[] = [
  {
    signedBy: 'tiktok-signature',
    take: (_, secret) => ({
      owner: 'tiktok-webhooks',
      read: tiktokDeliveries({ secrets: [secret] }),
    }),
  },
  {
    signedBy: 'x-hub-signature-256',
    take({ body }, secret) {
      // Of Meta's envelopes that of Threads alone has topics and values.
      const root = readJson(bodyText(body));
      const isThreads =
        memberAt(root, 'values') !== undefined || memberAt(root, 'topic') !== undefined;
      const platform = isThreads ? 'threads' : 'instagram';
      return {
        owner: `${platform}-webhooks`,
        read: metaDeliveries({ platform, secrets: [secret] }),
      };
    },
  },
  {
    signedBy: 'x-hub-signature',
    take: (_, secret) => ({
      owner: 'youtube-websub',
      read: websubDeliveries({ secretsOf: () => [secret] }),
    }),
  },
];

/** The time of a signature, else of the latest event. */
function sentAtOf(inbound: InboundDelivery, read: ReadDelivery): Date | null {
  const [, t] = /^t=(\d{1,11}),/.exec(String(inbound.headers['tiktok-signature'])) ?? [];
  if (t !== undefined) return new Date(Number(t) * 1_000);
  // Nothing is too old for the beginning of time.
  const verdict = read(inbound, { real: new Date(0), world: new Date(0) });
  const events = verdict.outcome === 'accepted' ? verdict.events : [];
  const times = events.flatMap(({ occurredAt }) => occurredAt?.getTime() ?? []);
  return times.length === 0 ? null : new Date(times.reduce((one, other) => Math.max(one, other)));
}
