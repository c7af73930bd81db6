import type { AnalysisAccount, AnalysisPost, ContentEffect } from '@viral-scan/contracts';
import { captionLength } from '../caption/caption-length.ts';
import { emojiOf } from '../caption/emoji.ts';
import { hashtagKey, hashtagsOf } from '../caption/hashtags.ts';
import { isQuestion } from '../caption/is-question.ts';
import { quantileSorted } from '../statistics/quantile.ts';

export type TraitKind = ContentEffect['kind'] | 'emoji';

/** A property that some posts of an account share. */
export interface Trait {
  readonly kind: TraitKind;
  readonly value: string;
  /** Ascending positions in the posts given. */
  readonly members: Int32Array;
}

/** What one post has of a kind: a key that equal things share, and how to write it. */
type Reading = (post: AnalysisPost) => Iterable<{ readonly key: string; readonly value: string }>;

const plain = (value: string | null): { key: string; value: string }[] =>
  value === null || value === '' ? [] : [{ key: value, value }];

/** In the order of first appearance; written as it first appeared. O(posts). */
function collect(kind: TraitKind, posts: readonly AnalysisPost[], reading: Reading): Trait[] {
  const groups = new Map<string, { value: string; members: number[] }>();
  posts.forEach((post, position) => {
    for (const { key, value } of reading(post)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { value, members: [position] });
      else if (group.members.at(-1) !== position) group.members.push(position);
    }
  });
  return Array.from(groups.values(), ({ value, members }) => ({
    kind,
    value,
    members: Int32Array.from(members),
  }));
}

/** YouTube's tags are keywords that nobody sees; elsewhere they are the post's hashtags. */
const hashtagReading =
  (account: AnalysisAccount): Reading =>
  ({ caption, tags }) => [
    ...hashtagsOf(caption ?? '').map(({ key, spelling }) => ({ key, value: spelling })),
    ...(account.platform === 'youtube'
      ? []
      : tags.map((tag) => ({ key: hashtagKey(tag), value: tag }))),
  ];

/** The account's shortest and longest quarter of captions; none where all are alike. */
function lengthTraits(posts: readonly AnalysisPost[]): Trait[] {
  const lengths = posts.map(({ caption }) => (caption === null ? null : captionLength(caption)));
  const sorted = Float64Array.from(lengths.filter((length) => length !== null)).sort();
  const low = Math.floor(quantileSorted(sorted, 0.25) ?? 0);
  const high = Math.ceil(quantileSorted(sorted, 0.75) ?? 0);
  if (low >= high) return [];
  const those = (value: string, wanted: (length: number) => boolean): Trait => ({
    kind: 'caption_length',
    value,
    members: Int32Array.from(
      lengths.flatMap((length, position) => (length !== null && wanted(length) ? [position] : [])),
    ),
  });
  return [
    those(`shortest quarter (up to ${low} characters)`, (length) => length <= low),
    those(`longest quarter (${high} characters or more)`, (length) => length >= high),
  ];
}

/**
 * All that is tried on an account's posts, but their type: hashtags, emoji, length of the
 * caption, questions, sounds. O(total length of the captions).
 */
export const traitsOf = (account: AnalysisAccount, posts: readonly AnalysisPost[]): Trait[] => [
  ...collect('hashtag', posts, hashtagReading(account)),
  ...collect('emoji', posts, ({ caption }) => emojiOf(caption ?? '').flatMap(plain)),
  ...lengthTraits(posts),
  ...collect('question', posts, ({ caption }) => (isQuestion(caption ?? '') ? plain('yes') : [])),
  ...collect('sound', posts, ({ sound }) => plain(sound)),
];

/** Posts by type. O(posts). */
export const typeTraits = (posts: readonly AnalysisPost[]): Trait[] =>
  collect('media_type', posts, ({ type }) => (type === 'unknown' ? [] : plain(type)));
