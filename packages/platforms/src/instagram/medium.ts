import { type CollectedPost, noMetrics, type Post, type PostType } from '@viral-scan/contracts';
import { at, type JsonNode, optionalCounter, optionalText } from '../answer/json-node.ts';
import { composeCaption } from '../caption.ts';
import { requiredGraphTime } from '../meta/graph-time.ts';
import type { MediaFigures } from './media-figures.ts';
import { requiredGraphId } from './own-account.ts';

/** Asked for of every medium. */
export const mediumFields =
  'id,caption,media_type,media_product_type,permalink,timestamp,like_count,comments_count';

/** A medium as a listing gives it; its other figures come by a call of their own. */
export interface Medium {
  readonly post: Post;
  /** `FEED`, `REELS`, `STORY`, `AD`; null when not said. */
  readonly productType: string | null;
  /** Null where they are hidden. */
  readonly likes: number | null;
  readonly comments: number | null;
  /** Of reels, where others' accounts are looked at. */
  readonly views: number | null;
}

export function parseMedium(medium: JsonNode): Medium {
  const productType = optionalText(at(medium, 'media_product_type'));
  return {
    post: {
      externalId: requiredGraphId(at(medium, 'id')),
      publishedAt: requiredGraphTime(at(medium, 'timestamp')),
      caption: composeCaption(optionalText(at(medium, 'caption')), null),
      type: postType(productType, optionalText(at(medium, 'media_type'))),
      durationSeconds: null,
      url: pageOf(at(medium, 'permalink')),
      language: null,
      tags: [],
      sound: null,
    },
    productType,
    likes: optionalCounter(at(medium, 'like_count')),
    comments: optionalCounter(at(medium, 'comments_count')),
    views: optionalCounter(at(medium, 'view_count')),
  };
}

export function postType(productType: string | null, mediaType: string | null): PostType {
  if (productType === 'REELS') return 'short';
  if (productType === 'STORY') return 'story';
  switch (mediaType) {
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

const maxUrlLength = 2_000;

/** The page of a medium; null when it is none. */
export function pageOf(permalink: JsonNode): string | null {
  const text = optionalText(permalink);
  const isPage =
    text !== null && text.length <= maxUrlLength && URL.parse(text)?.protocol === 'https:';
  return isPage ? text : null;
}

/** The owner's post; what is public stands over what insights count by a clock of their own. */
export const ownPost = (medium: Medium, { metrics, watch }: MediaFigures): CollectedPost => ({
  post: medium.post,
  metrics: {
    ...metrics,
    likes: medium.likes ?? metrics.likes,
    comments: medium.comments ?? metrics.comments,
  },
  retention: null,
  watch,
});

/** Another's post, of which only what anyone may see is known. */
export const publicPost = ({ post, likes, comments, views }: Medium): CollectedPost => ({
  post,
  metrics: { ...noMetrics, views, likes, comments },
  retention: null,
});
