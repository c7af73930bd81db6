import { maxCaptionLength, type Post, type PostType } from '@viral-scan/contracts';
import { at, type JsonNode, optionalText } from '../answer/json-node.ts';
import { textOrNull } from '../answer/numbers.ts';
import { keepText } from '../caption.ts';
import { requiredGraphTime } from '../meta/graph-time.ts';
import { pageOf } from '../tiktok/share-url.ts';
import { requiredThreadsId } from './profile.ts';

/** Asked for of every post. */
export const threadFields =
  'id,media_type,permalink,text,timestamp,topic_tag,link_attachment_url,owner';

/** One entry of a profile's threads. */
export interface Thread {
  readonly post: Post;
  /**
   * It stands for a post of somebody else (`REPOST_FACADE`): no post of the account's own, and
   * without insights. Left out everywhere: as a post without counters it would only dilute them.
   */
  readonly isRepost: boolean;
  /** Whose it is; null when the platform does not say. */
  readonly ownerId: string | null;
}

/** A post of a list, or one by its id. */
export function parseThread(node: JsonNode): Thread {
  const mediaType = optionalText(at(node, 'media_type'));
  const owner = at(node, 'owner', 'id');
  const topic = keepText(optionalText(at(node, 'topic_tag')) ?? '', maxTagLength);
  return {
    post: {
      externalId: requiredThreadsId(at(node, 'id')),
      publishedAt: requiredGraphTime(at(node, 'timestamp')),
      caption: keepText(optionalText(at(node, 'text')) ?? '', maxCaptionLength),
      type: typeOf(mediaType, textOrNull(at(node, 'link_attachment_url')) !== null),
      durationSeconds: null,
      url: pageOf(at(node, 'permalink')),
      language: null,
      tags: topic === null ? [] : [topic],
      sound: null,
    },
    isRepost: mediaType === 'REPOST_FACADE',
    ownerId: owner.value === undefined || owner.value === null ? null : requiredThreadsId(owner),
  };
}
const maxTagLength = 200;

/** Lists say `TEXT_POST`, searches have been seen to say `TEXT`. */
function typeOf(mediaType: string | null, hasLink: boolean): PostType {
  switch (mediaType) {
    case 'TEXT_POST':
    case 'TEXT':
      return hasLink ? 'link' : 'text';
    case 'IMAGE':
      return 'image';
    case 'VIDEO':
      return 'video';
    case 'CAROUSEL_ALBUM':
      return 'carousel';
    default:
      return 'unknown';
  }
}
