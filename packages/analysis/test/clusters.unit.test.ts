import type { AnalysisPost } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import { findClusters, underperforming } from '../src/clusters/find-clusters.ts';
import { termMatrix } from '../src/clusters/term-matrix.ts';
import { topicVectors } from '../src/clusters/topic-vectors.ts';
import { makeComparable } from '../src/effects/comparable-posts.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { at } from '../src/statistics/at.ts';
import { accountOf, asOfMs, type SyntheticAccount, syntheticPosts } from './synthetic-account.ts';

const window = { fromMs: 0, asOfMs };
const subjects = [
  ['sourdough', 'bread', 'oven', 'flour', 'crust', 'starter'],
  ['marathon', 'running', 'shoes', 'training', 'pace', 'sprint'],
  ['guitar', 'chords', 'riff', 'strings', 'melody', 'tuning'],
];

/** Posts on three subjects, three words of one in each caption. */
const threeSubjects = (options: Partial<SyntheticAccount> = {}) =>
  syntheticPosts({
    seed: 9,
    days: 150,
    sigma: 0.4,
    caption: (i, random) => {
      const words = subjects[i % 3] ?? [];
      const from = Math.floor(random() * 4);
      return `today ${words.slice(from, from + 3).join(' ')}`;
    },
    ...options,
  });

const find = (posts: readonly AnalysisPost[]) => {
  const comparable = makeComparable(accountOf(posts), window, 'UTC');
  const clusters = findClusters([comparable], { generator: (id) => randomFor('clusters', id) });
  return { ...clusters, weak: underperforming(clusters.found, [comparable]) };
};

describe('clusters', () => {
  const posts = threeSubjects({
    captionEffect: (caption) =>
      /guitar|chords|riff|strings|melody|tuning/.test(caption) ? -0.8 : 0,
  });
  const { found, evidence, weak } = find(posts);
  const wordsOf = (cluster: (typeof found)[number]) =>
    cluster.traits.filter(({ trait }) => trait === 'word').map(({ value }) => value);
  const subjectOf = (value: string) => subjects.findIndex((words) => words.includes(value));

  it('hold posts of one subject each, and say what they share', () => {
    expect(found.length).toBeGreaterThanOrEqual(3);
    const named = found.map((cluster) => new Set(wordsOf(cluster).map(subjectOf)));
    for (const set of named) expect(set.size).toBeLessThanOrEqual(1);
    expect(new Set(named.flatMap((set) => [...set]))).toEqual(new Set([0, 1, 2]));
    expect(evidence.status).toBe('sufficient');
    for (const cluster of found) {
      const ids = new Set(posts.map(({ postId }) => postId));
      for (const example of cluster.examples) expect(ids.has(example)).toBe(true);
    }
  });

  it('that do worse are told apart from those that do not', () => {
    expect(weak.found.length).toBeGreaterThan(0);
    for (const cluster of weak.found) {
      expect(wordsOf(cluster).map(subjectOf)).toContain(2);
      expect(cluster.lift_pct).toBeLessThan(-30);
      expect(cluster.ci_95?.[1]).toBeLessThan(0);
    }
    expect(weak.evidence.reason).toMatch(/groups of similar posts do worse by more than chance$/);
  });

  it('are the same for the same account, byte for byte', () => {
    expect(JSON.stringify(find(structuredClone(posts)).found)).toBe(JSON.stringify(found));
  });

  it('refuse few posts and posts that are all alike, in words', () => {
    expect(find(posts.slice(0, 59)).evidence.reason).toBe('not enough posts: 59 of 60');
    const alike = posts.map((post) => ({ ...post, caption: 'same', durationSeconds: 60 }));
    expect(find(alike).evidence).toMatchObject({ status: 'insufficient' });
    expect(find([]).weak.evidence.status).toBe('insufficient');
  });
});

describe('terms and topics', () => {
  it('rows have length 1; words on three posts or more and at most half are kept', () => {
    const matrix = termMatrix([
      'one two',
      'one two',
      'one two',
      'six ten',
      'six',
      'six',
      'nine',
      '',
    ]);
    expect(matrix.terms).toEqual(['one', 'six', 'two']);
    for (let row = 0; row < 6; row += 1) {
      const weights = matrix.weights.subarray(matrix.starts[row], matrix.starts[row + 1]);
      expect(weights.reduce((sum, weight) => sum + weight * weight, 0)).toBeCloseTo(1, 12);
    }
    expect(matrix.starts[8]).toBe(matrix.starts[6]);
  });

  it('topics keep the lengths and angles of a matrix of that rank', () => {
    const captions = Array.from({ length: 30 }, (_, i) =>
      (subjects[i % 3] ?? []).slice(0, 3).join(' '),
    );
    const vectors = topicVectors(termMatrix(captions), 3, randomFor('topics'));
    const dot = (a: number, b: number) =>
      [0, 1, 2].reduce((sum, k) => sum + at(vectors, 3 * a + k) * at(vectors, 3 * b + k), 0);
    expect(dot(0, 0)).toBeCloseTo(1, 9);
    expect(dot(0, 3)).toBeCloseTo(1, 9);
    expect(dot(0, 1)).toBeCloseTo(0, 9);
  });

  it('topics of nothing are nothing', () => {
    expect(topicVectors(termMatrix([]), 3, randomFor('topics'))).toHaveLength(0);
    expect([...topicVectors(termMatrix(['', '']), 2, randomFor('topics'))]).toEqual([0, 0, 0, 0]);
  });
});
