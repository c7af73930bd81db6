import type { AnalysisPost, SharedTrait } from '@viral-scan/contracts';
import { hashtagsOf } from '../caption/hashtags.ts';
import type { ZoneClock } from '../hours/zone-clock.ts';
import { quantileSorted } from '../statistics/quantile.ts';
import { roundedOrZero } from '../statistics/rounding.ts';
import { wordsOf } from './term-matrix.ts';

const leastInsidePct = 30;
const leastDifferencePct = 20;
const mostTraits = 6;

type Trait = Pick<SharedTrait, 'trait' | 'value'>;

/** The account's posts with all they could have in common. */
export interface TraitIndex {
  readonly posts: number;
  /** By a key of trait and value: the posts that have it. */
  readonly members: ReadonlyMap<
    string,
    { readonly trait: Trait; readonly posts: readonly number[] }
  >;
}

function lengthClass(seconds: number | null, low: number, high: number): Trait[] {
  if (seconds === null || low >= high) return [];
  if (seconds <= low) return [{ trait: 'duration', value: `up to ${Math.round(low)} s` }];
  return seconds >= high
    ? [{ trait: 'duration', value: `${Math.round(high)} s or more` }]
    : [{ trait: 'duration', value: `${Math.round(low)} to ${Math.round(high)} s` }];
}

/** O(total length of captions). */
export function indexTraits(posts: readonly AnalysisPost[], clock: ZoneClock): TraitIndex {
  const durations = Float64Array.from(
    posts.flatMap(({ durationSeconds }) => durationSeconds ?? []),
  ).sort();
  const low = quantileSorted(durations, 1 / 3) ?? 0;
  const high = quantileSorted(durations, 2 / 3) ?? 0;
  const members = new Map<string, { trait: Trait; posts: number[] }>();
  posts.forEach((post, i) => {
    const { hour, weekday } = clock(post.publishedAtMs);
    const caption = post.caption ?? '';
    const traits: Trait[] = [
      { trait: 'type', value: post.type },
      { trait: 'hour', value: `${String(hour).padStart(2, '0')}:00` },
      { trait: 'weekday', value: String(weekday) },
      ...lengthClass(post.durationSeconds, low, high),
      ...hashtagsOf(caption).map(({ key }): Trait => ({ trait: 'hashtag', value: key })),
      ...Array.from(wordsOf(caption), (value): Trait => ({ trait: 'word', value })),
      ...(post.sound === null ? [] : [{ trait: 'sound', value: post.sound } as const]),
    ];
    for (const trait of traits) {
      const key = `${trait.trait} ${trait.value}`;
      const known = members.get(key);
      if (known === undefined) members.set(key, { trait, posts: [i] });
      else known.posts.push(i);
    }
  });
  return { posts: posts.length, members };
}

/**
 * What at least 30 % of a group have, and 20 points more than the account's others; the largest
 * difference first. O(entries of the index).
 */
export function sharedTraits(
  { posts, members }: TraitIndex,
  labels: Int32Array,
  label: number,
  size: number,
): SharedTrait[] {
  const found: SharedTrait[] = [];
  for (const { trait, posts: having } of members.values()) {
    if (100 * having.length < leastInsidePct * size) continue;
    const inside = having.reduce((count, post) => count + (labels[post] === label ? 1 : 0), 0);
    const insidePct = (100 * inside) / size;
    const outsidePct = posts === size ? 0 : (100 * (having.length - inside)) / (posts - size);
    if (insidePct < leastInsidePct || insidePct - outsidePct < leastDifferencePct) continue;
    found.push({
      ...trait,
      inside_pct: roundedOrZero(insidePct, 1),
      outside_pct: roundedOrZero(outsidePct, 1),
    });
  }
  const gain = (trait: SharedTrait) => trait.inside_pct - trait.outside_pct;
  return found
    .sort(
      (a, b) => gain(b) - gain(a) || (`${a.trait} ${a.value}` < `${b.trait} ${b.value}` ? -1 : 1),
    )
    .slice(0, mostTraits);
}
