import { z } from 'zod';
import { externalIdSchema } from './account-ref.ts';

export const postTypes = [
  'video',
  'short',
  'image',
  'carousel',
  'text',
  'link',
  'live',
  'story',
  'unknown',
] as const;
export const postTypeSchema = z.enum(postTypes);
export type PostType = z.infer<typeof postTypeSchema>;

/** Longest caption kept, in UTF-16 units; longer ones are cut at a code point. */
export const maxCaptionLength = 10_000;

/** One published item as a source gave it. `caption` is title + description on YouTube. */
export const postSchema = z.object({
  externalId: externalIdSchema,
  publishedAt: z.date(),
  caption: z.string().max(maxCaptionLength).nullable(),
  type: postTypeSchema,
  durationSeconds: z.number().nonnegative().nullable(),
  url: z.string().max(2_000).nullable(),
  language: z.string().max(35).nullable(),
  tags: z.array(z.string().max(200)).max(100),
  /** Name or id of the sound it uses; null when the source does not say. */
  sound: z.string().max(200).nullable(),
});
export type Post = z.infer<typeof postSchema>;

/** A counter: a whole number from 0 to 2^53 - 1, or null when the source does not say. */
export const counterSchema = z.number().int().nonnegative().nullable();

/** Counters of a post at one moment. Missing is null, never zero. */
export const metricsSchema = z.object({
  views: counterSchema,
  likes: counterSchema,
  comments: counterSchema,
  shares: counterSchema,
  saves: counterSchema,
  reach: counterSchema,
});
export type Metrics = z.infer<typeof metricsSchema>;

export const noMetrics: Metrics = Object.freeze({
  views: null,
  likes: null,
  comments: null,
  shares: null,
  saves: null,
  reach: null,
});

/** True when the source gave no counter at all: such a moment is not kept as a snapshot. */
export const isUnmeasured = (metrics: Metrics): boolean =>
  Object.values(metrics).every((value) => value === null);
