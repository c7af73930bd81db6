import { UnreadableFile } from '@viral-scan/contracts';
import { memberAt } from '../webhooks/document.ts';
import { verifyChallenge } from '../webhooks/verify-challenge.ts';
import { readWebsubIntent } from '../webhooks/websub-intent.ts';
import type { DeliveryReading } from './delivery-reading.ts';

/** Null when the URL is of no check that we answer. */
export function interpretVerification(delivery: unknown): DeliveryReading | null {
  const written = memberAt(delivery, 'url');
  const url = typeof written === 'string' ? URL.parse(written) : null;
  if (url === null) throw new UnreadableFile('delivery.url is no absolute URL');
  const query: Record<string, unknown> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name);
    query[name] = values.length === 1 ? values[0] : values;
  }
  const call = 'verification';
  if (query['hub.topic'] !== undefined) {
    const intent = readWebsubIntent(query);
    return {
      owner: 'youtube-websub',
      call,
      note: 'as answered while this very subscription is asked for; else 404',
      ...(intent === null
        ? { outcome: 'refused', status: 404, reason: 'it is no subscription to a channel' }
        : { outcome: 'verified', ...intent }),
    };
  }
  if (query['hub.mode'] === undefined) return null;
  const token = query['hub.verify_token'];
  return {
    owner: url.pathname.includes('threads') ? 'threads-webhooks' : 'instagram-webhooks',
    call,
    note: 'as answered when this verify token is ours; else 403',
    ...verifyChallenge(query, typeof token === 'string' ? [token] : []),
  };
}
