import type { InboundEvent, InboundKind, ReadDelivery } from '@viral-scan/contracts';
import {
  bodyText,
  idOf,
  isObject,
  memberAt,
  membersOf,
  momentOf,
  nameOf,
  readJson,
} from './document.ts';
import { isSignedByOne, singleHeader } from './signature.ts';
import { accepted, eventKey, refused } from './verdict.ts';

/** TikTok asks for a check of the time without naming a bound; five minutes are customary. */
const replayWindowMs = 300_000;

export interface TiktokDeliveriesDeps {
  /** Client secrets of the app, all that are in force. */
  readonly secrets: readonly string[];
  /** How far a signature's time may lie from now, either way. */
  readonly replayWindowMs?: number;
}

const kinds: ReadonlyMap<string, InboundKind> = new Map<string, InboundKind>([
  ['post.publish.publicly_available', 'post_published'],
  ['post.publish.complete', 'post_published'],
  ['video.publish.completed', 'post_published'],
  ['post.publish.no_longer_publicly_available', 'post_removed'],
  ['comment.update', 'comment'],
  ['authorization.removed', 'access_removed'],
]);

/**
 * TikTok's webhooks: `TikTok-Signature: t=<s>,s=<hex>` over `t.` and the raw body, one event a
 * delivery, its content a JSON document within a string, with bare ids above 2^53. TikTok signs anew
 * whenever it delivers again, so the window holds for repetitions as well.
 */
export const tiktokDeliveries =
  (deps: TiktokDeliveriesDeps): ReadDelivery =>
  (delivery, now) => {
    const header = singleHeader(delivery, 'tiktok-signature');
    if (header === null) return refused(401, 'TikTok-Signature is missing, or there are several');
    const [, t, s] = /^t=(\d{1,11}), ?s=([0-9a-f]{64})$/i.exec(header) ?? [];
    if (t === undefined || s === undefined) {
      return refused(401, 'TikTok-Signature is not of the form t=…,s=…');
    }
    const parts = [`${t}.`, delivery.body];
    if (!isSignedByOne(s, { algorithm: 'sha256', secrets: deps.secrets, parts })) {
      return refused(401, 'TikTok-Signature does not match the body');
    }
    const windowMs = deps.replayWindowMs ?? replayWindowMs;
    if (Math.abs(now.real.getTime() - Number(t) * 1_000) > windowMs) {
      return refused(401, `TikTok-Signature is more than ${windowMs / 1_000} s from now`);
    }
    const body = readJson(bodyText(delivery.body));
    if (!isObject(body)) return refused(400, 'the body is not a JSON object');
    return accepted([eventOf(body)], now.real);
  };

function eventOf(body: Readonly<Record<string, unknown>>): InboundEvent {
  const { event, user_openid: openId, create_time: createdAt, content: written } = body;
  const content = typeof written === 'string' ? readJson(written) : written;
  return {
    platform: 'tiktok',
    key: eventKey('tiktok', [event, openId, createdAt, namesIn(content)]),
    kind: kindOf(event, content),
    name: nameOf(event),
    accountId: idOf(openId),
    postId: idOf(memberAt(content, event === 'comment.update' ? 'video_id' : 'post_id')),
    occurredAt: momentOf(createdAt),
  };
}

/** The reason of an authorization that we have given back ourselves. */
const byDeveloper = 5;

const kindOf = (event: unknown, content: unknown): InboundEvent['kind'] => {
  const kind = (typeof event === 'string' ? kinds.get(event) : undefined) ?? 'other';
  const isOurs = kind === 'access_removed' && memberAt(content, 'reason') === byDeveloper;
  return isOurs ? 'other' : kind;
};

/** Ids, and what was done to a comment: within one second it may be hidden and shown again. */
const namesIn = (content: unknown): readonly (readonly [string, unknown])[] =>
  membersOf(content)
    .filter(([name]) => name.endsWith('_id') || name === 'comment_action')
    .map(([name, value]) => [name, idOf(value)] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
