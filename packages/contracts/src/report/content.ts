import { z } from 'zod';
import { countSchema, effectSchema, intervalSchema, nullableNumberSchema } from './figures.ts';

export const hookSchema = effectSchema.extend({
  template: z.string(),
  family: z.string(),
  /** Lemmas. */
  verbs: z.array(z.string()),
  examples: z.array(z.string()),
});
export type Hook = z.infer<typeof hookSchema>;

/** A property of posts after which an account did better or worse; both are told. */
export const contentEffectSchema = effectSchema.extend({
  kind: z.enum(['hashtag', 'caption_length', 'question', 'media_type', 'sound']),
  /** The hashtag (without "#"), the length class, the type, the sound; "yes" for questions. */
  value: z.string(),
});
export type ContentEffect = z.infer<typeof contentEffectSchema>;

export const emojiImpactSchema = effectSchema.extend({ emoji: z.string() });
export type EmojiImpact = z.infer<typeof emojiImpactSchema>;

export const weakHashtagSchema = effectSchema.extend({ hashtag: z.string() });
export type WeakHashtag = z.infer<typeof weakHashtagSchema>;

/** Where viewers leave: the second at which a post loses most beyond the account's norm. */
export const postDropOffSchema = z.object({
  post_id: z.string(),
  url: z.string().nullable(),
  second: z.number().nonnegative(),
  /** Points of retention (0–100) lost around that second. */
  loss_pct: z.number(),
  /** The account's usual loss at the same part of a post. */
  norm_pct: z.number(),
});
export const dropOffSchema = z.object({
  account_id: z.string(),
  /** Posts with a retention curve. */
  posts: countSchema,
  /** Median over the posts that lose beyond the norm; null when none does. */
  drop_off_sec: nullableNumberSchema,
  ci_95: intervalSchema.nullable(),
  /** Largest excess first. */
  by_post: z.array(postDropOffSchema),
});
export type DropOff = z.infer<typeof dropOffSchema>;

/** What the posts of a group have in common more often than the account's others. */
export const sharedTraitSchema = z.object({
  trait: z.enum(['type', 'hour', 'weekday', 'duration', 'hashtag', 'word', 'sound']),
  value: z.string(),
  inside_pct: z.number(),
  outside_pct: z.number(),
});
export type SharedTrait = z.infer<typeof sharedTraitSchema>;

export const clusterSchema = z.object({
  account_id: z.string(),
  /** From 0, largest first, within the account. */
  cluster: countSchema,
  posts: countSchema,
  share_pct: z.number(),
  /** Median at equal age; null where nothing was measured. */
  median_engagements: nullableNumberSchema,
  lift_pct: nullableNumberSchema,
  ci_95: intervalSchema.nullable(),
  p_value: nullableNumberSchema,
  q_value: nullableNumberSchema,
  traits: z.array(sharedTraitSchema),
  /** Post ids nearest to the middle. */
  examples: z.array(z.string()),
});
export type Cluster = z.infer<typeof clusterSchema>;

export const contentWeaknessesSchema = z.object({
  /** Of the own account with most retention curves. */
  drop_off_sec: nullableNumberSchema,
  weak_hashtags: z.array(z.string()),
  drop_offs: z.array(dropOffSchema),
  weak_hashtag_details: z.array(weakHashtagSchema),
  /** Own accounts' clusters that do worse by more than chance. */
  underperforming_clusters: z.array(clusterSchema),
});
export type ContentWeaknesses = z.infer<typeof contentWeaknessesSchema>;
