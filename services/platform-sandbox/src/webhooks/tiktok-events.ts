import { randomBytes } from 'node:crypto';
import type { Envelope } from './compose-message.ts';
import { tiktokSignature } from './signatures.ts';

/** All that TikTok tells of: <https://developers.tiktok.com/doc/webhooks-events>. */
export const tiktokEvents = [
  'authorization.removed',
  'video.upload.failed',
  'video.publish.completed',
  'portability.download.ready',
  'post.publish.failed',
  'post.publish.complete',
  'post.publish.publicly_available',
  'post.publish.no_longer_publicly_available',
  'comment.update',
] as const;
export type TikTokEvent = (typeof tiktokEvents)[number];

export const commentTypes = ['comment', 'reply'] as const;
export const commentActions = [
  'insert',
  'delete',
  'set_to_hidden',
  'set_to_friends_only',
  'set_to_public',
] as const;

export interface TikTokHappening {
  readonly event: TikTokEvent;
  readonly clientKey: string;
  /** As the app knows the account. */
  readonly openId: string;
  /** Of what happens to posts. */
  readonly postId: string;
  readonly at: Date;
  /** Its own among all that ever happened. */
  readonly serial: string;
  /** Of `authorization.removed`: 0–5, 1 is the user's wish. */
  readonly reason: number;
  readonly commentId: string | null;
  readonly commentType: (typeof commentTypes)[number];
  readonly commentAction: (typeof commentActions)[number];
}

/** Of happenings that nobody has wishes for. */
export const usualTikTok = {
  /** By the user, at TikTok. */
  reason: 1,
  commentId: null,
  commentType: 'comment',
  commentAction: 'insert',
} as const;

/** The body of a delivery: its `content` is a document of its own, as text. */
export const tiktokText = (happening: TikTokHappening): string =>
  JSON.stringify({
    client_key: happening.clientKey,
    event: happening.event,
    create_time: Math.floor(happening.at.getTime() / 1_000),
    user_openid: happening.openId,
    content: contentOf(happening),
  });

export const tiktokEnvelope = (text: string, sentAtSeconds: number, logId: string): Envelope => ({
  text,
  contentType: 'application/json',
  headers: { 'webhook-schema-version': '1.0', 'x-tt-logid': logId },
  sign: (body, secret) => ({ 'TikTok-Signature': tiktokSignature(body, secret, sentAtSeconds) }),
});

function contentOf(happening: TikTokHappening): string {
  const { event, postId, serial } = happening;
  const post = { publish_id: `v_pub_url~v2.${postId}` };
  const publish_type = 'DIRECT_PUBLISH';
  switch (event) {
    case 'authorization.removed':
      // Spaced as in the platform's own example.
      return `{"reason": ${happening.reason} }`;
    case 'video.upload.failed':
    case 'video.publish.completed':
      return JSON.stringify({ share_id: `video.${postId}.${serial}` });
    case 'portability.download.ready':
      return JSON.stringify({ request_id: serial });
    case 'post.publish.failed':
      return JSON.stringify({ ...post, publish_type, reason: 'file_format_check_failed' });
    case 'post.publish.complete':
      return JSON.stringify({ ...post, publish_type });
    case 'comment.update':
      return commentOf(happening);
    default:
      return JSON.stringify({ ...post, post_id: postId, publish_type });
  }
}

/** TikTok's ids are unix seconds in the upper half. */
const int64 = (at: Date, low: number): string =>
  String((BigInt(Math.floor(at.getTime() / 1_000)) << 32n) | BigInt(low));

/** Ids are bare int64, beyond what a double holds: written by hand. */
function commentOf({ at, serial, postId, ...comment }: TikTokHappening): string {
  const id = comment.commentId ?? int64(at, Number(serial) % 2 ** 32);
  const parent = comment.commentType === 'reply' ? int64(at, 5) : '0';
  const rest = JSON.stringify({
    comment_type: comment.commentType,
    comment_action: comment.commentAction,
    timestamp: at.getTime(),
    unique_identifier: randomBytes(48).toString('base64'),
  });
  return `{"comment_id":${id},"video_id":${postId},"parent_comment_id":${parent},${rest.slice(1)}`;
}
