import { loopbackUrl } from '../webhooks/loopback-call.ts';
import type { HubWish } from './hub.ts';
import { channelOfTopic } from './topic.ts';

/** A secret must be shorter than this (WebSub, section 5.1). */
const secretBytesBelow = 200;

export interface Leases {
  /** What is granted where none, or a longer one, is asked for. */
  readonly usualSeconds: number;
  readonly mostSeconds: number;
}

/** @throws RangeError that names the field */
export function readWish(form: URLSearchParams, leases: Leases): HubWish {
  const mode = form.get('hub.mode');
  if (mode !== 'subscribe' && mode !== 'unsubscribe') {
    throw new RangeError('hub.mode: must be subscribe or unsubscribe');
  }
  const topic = form.get('hub.topic') ?? '';
  if (channelOfTopic(topic) === null) {
    throw new RangeError("hub.topic: must be the address of a channel's feed");
  }
  const secret = form.get('hub.secret');
  if (secret !== null && Buffer.byteLength(secret) >= secretBytesBelow) {
    throw new RangeError(`hub.secret: must be shorter than ${secretBytesBelow} bytes`);
  }
  return {
    mode,
    topic,
    callback: loopbackUrl(form.get('hub.callback') ?? '', 'hub.callback'),
    secret: secret === '' ? null : secret,
    leaseSeconds: leaseOf(form.get('hub.lease_seconds'), leases),
  };
}

function leaseOf(text: string | null, { usualSeconds, mostSeconds }: Leases): number {
  if (text === null || text === '') return usualSeconds;
  if (!/^[1-9]\d{0,9}$/.test(text)) {
    throw new RangeError('hub.lease_seconds: must be a whole number of seconds');
  }
  return Math.min(Number(text), mostSeconds);
}
