import type { AnalysisPost } from '@viral-scan/contracts';
import { describe, expect, it } from 'vitest';
import {
  contentEffects,
  emojiImpact,
  measureContentEffects,
  weakHashtags,
} from '../src/content/content-effects.ts';
import { effectsEvidence } from '../src/content/content-evidence.ts';
import { makeComparable } from '../src/effects/comparable-posts.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { accountOf, asOfMs, type SyntheticAccount, syntheticPosts } from './synthetic-account.ts';

const isEmoji = ({ trait }: { trait: { kind: string } }) => trait.kind === 'emoji';
const window = { fromMs: 0, asOfMs };
const measure = (posts: readonly AnalysisPost[], role: 'own' | 'competitor' = 'own') =>
  measureContentEffects(
    makeComparable(accountOf(posts, { role }), window, 'UTC'),
    randomFor('content'),
  );

/** Captions with a hashtag, an emoji and a question on a third of the posts each. */
const caption: SyntheticAccount['caption'] = (i, random) =>
  [
    `post number ${i}`,
    random() < 0.3 ? '#Sale' : '',
    random() < 0.3 ? '🔥' : '',
    random() < 0.3 ? 'right?' : '',
  ].join(' ');
const account = (options: Partial<SyntheticAccount> = {}) =>
  syntheticPosts({ seed: 8, caption, sigma: 0.4, ...options });

describe('content effects', () => {
  it('find the planted ones, better and worse, with their size inside the interval', () => {
    const effects = measure(
      account({
        captionEffect: (text) =>
          (text.includes('#Sale') ? Math.log(0.6) : 0) + (text.includes('🔥') ? Math.log(1.6) : 0),
      }),
    );
    expect(weakHashtags([effects])).toMatchObject([{ hashtag: 'Sale', account_id: 'youtube:UC1' }]);
    expect(emojiImpact([effects])).toMatchObject([{ emoji: '🔥', confidence: 'high' }]);
    expect(contentEffects([effects]).map(({ kind, value }) => [kind, value])).toEqual([
      ['hashtag', 'Sale'],
    ]);
    const [low, high] = emojiImpact([effects])[0]?.ci_95 ?? [0, 0];
    expect(low).toBeLessThan(60);
    expect(high).toBeGreaterThan(60);
    const said = effectsEvidence([effects], ['emoji', 'emoji'], isEmoji, 'no account');
    expect(said.status).toBe('sufficient');
    expect(said.reason).toContain('1 emoji differs by more than chance: 1 better, 0 worse');
  });

  it('name few where there are none: at most one account in ten', () => {
    let named = 0;
    for (let seed = 0; seed < 60; seed += 1) {
      named += measure(account({ seed: `null ${seed}` })).effects.length > 0 ? 1 : 0;
    }
    expect(named).toBeLessThanOrEqual(6);
  });

  it('weigh types of posts on figures from which the type was not taken away', () => {
    const effects = measure(account({ typesByHour: true }));
    const types = contentEffects([effects]).filter(({ kind }) => kind === 'media_type');
    expect(types.map(({ value }) => value).sort()).toEqual(['image', 'live']);
    expect(types.find(({ value }) => value === 'live')?.lift_pct).toBeGreaterThan(80);
  });

  it('try sounds and a platform’s own tags, but not YouTube’s keywords', () => {
    const posts = account().map((post, i) => ({
      ...post,
      tags: i % 3 === 0 ? ['summer'] : [],
      sound: i % 2 === 0 ? 'a song' : null,
      snapshots: post.snapshots.map((snapshot) => ({
        ...snapshot,
        likes: Math.round((snapshot.likes ?? 0) * (i % 3 === 0 ? 2 : 1) * (i % 2 === 0 ? 0.5 : 1)),
      })),
    }));
    const on = (platform: 'tiktok' | 'youtube') =>
      contentEffects([
        measureContentEffects(
          makeComparable(accountOf(posts, { platform }), window, 'UTC'),
          randomFor('content'),
        ),
      ]).map(({ kind, value }) => `${kind} ${value}`);
    expect(on('tiktok')).toEqual(expect.arrayContaining(['hashtag summer', 'sound a song']));
    expect(on('youtube')).not.toContain('hashtag summer');
  });

  it('weak hashtags are those of own accounts alone', () => {
    const posts = account({ captionEffect: (text) => (text.includes('#Sale') ? -0.6 : 0) });
    expect(weakHashtags([measure(posts, 'competitor')])).toEqual([]);
  });

  it('need 30 posts, and say so', () => {
    const few = measure(account().slice(0, 29));
    expect(few.effects).toEqual([]);
    expect(effectsEvidence([few], ['emoji', 'emoji'], isEmoji, 'no account').reason).toBe(
      'not enough posts: 29 of 30',
    );
    expect(effectsEvidence([], ['emoji', 'emoji'], isEmoji, 'no account').reason).toBe(
      'no account',
    );
  });
});
