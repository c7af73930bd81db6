import type { Video } from '../world.ts';
import type { Observation } from './observation.ts';

/** A row of the source, kept flat: tags stay joined, since few of 42,000 posts are ever read. */
export interface RecordedPost {
  readonly id: string;
  readonly channelId: string;
  readonly publishedAt: number;
  readonly title: string;
  /** The first 8 tags, separated by `|`. */
  readonly tags: string;
  readonly categoryId: string | null;
  readonly defaultLanguage: string | null;
  readonly durationSeconds: number | null;
  readonly isLive: boolean;
  readonly madeForKids: boolean | null;
  /** Sorted by time. */
  readonly observations: Observation[];
}

/** The source has no descriptions: empty. What it does not have otherwise is null. */
export const toVideo = (post: RecordedPost): Video => ({
  id: post.id,
  channelId: post.channelId,
  publishedAt: new Date(post.publishedAt),
  title: post.title,
  description: '',
  tags: post.tags === '' ? [] : post.tags.split('|'),
  categoryId: post.categoryId,
  defaultLanguage: post.defaultLanguage,
  durationSeconds: post.durationSeconds,
  isLive: post.isLive,
  madeForKids: post.madeForKids,
  media: null,
});
