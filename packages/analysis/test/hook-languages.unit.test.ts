import { describe, expect, it } from 'vitest';
import { makeComparable } from '../src/effects/comparable-posts.ts';
import { findHooks } from '../src/hooks/hook-effects.ts';
import { hookLanguages } from '../src/hooks/hook-languages.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { accountOf, asOfMs, syntheticPosts } from './synthetic-account.ts';

const posts = (captions: readonly string[]) =>
  syntheticPosts({
    seed: 'languages',
    days: 200,
    caption: (_, random) => captions[Math.floor(random() * captions.length)] ?? '',
    captionEffect: (caption) => (caption.includes('?') ? 0.8 : 0),
  });
const languageOf = ({ caption }: { readonly caption: string | null }) =>
  /[ก-๙]/.test(caption ?? '') ? 'th' : (caption ?? '').startsWith('ok') ? null : 'en';
const found = (captions: readonly string[]) =>
  findHooks(
    makeComparable(accountOf(posts(captions)), { fromMs: 0, asOfMs }, 'UTC'),
    languageOf,
    randomFor('hooks'),
  );

describe('languages of hooks', () => {
  it('other than English are tried on signs alone, and the summary says so', () => {
    const { hooks, summary } = found(['คุณ how to secret ไหม?', 'วันนี้ dont do it', 'ข้าว 3 จาน']);
    expect(hooks.map(({ family }) => family)).toEqual(['question']);
    expect(hooks[0]?.verbs).toEqual([]);
    expect(summary).toMatch(
      /^2 families tried .*; (\d+) of \1 openings are not in English \(th\): only language-free families were tried$/,
    );
  });

  it('beside English ones are told apart: words are compared within English', () => {
    const { summary } = found(['How to cook rice?', 'The secret of rice', 'วันนี้', 'My day']);
    expect(summary).toMatch(/\d+ of \d+ openings are not in English \(th\): .* tried on them$/);
    expect(summary).toMatch(/^4 families/);
  });

  it('that cannot be told are those of most of the others', () => {
    const [post] = posts(['x']);
    if (post === undefined) throw new Error('no post');
    const list = ['ok', 'rice', 'rice', 'ข้าว'].map((caption) => ({ ...post, caption }));
    expect([...hookLanguages(list, languageOf).english]).toEqual([1, 1, 1, 0]);
    const thai = ['ok', 'ข้าว', 'ข้าว', 'rice'].map((caption) => ({ ...post, caption }));
    expect([...hookLanguages(thai, languageOf).english]).toEqual([0, 0, 0, 1]);
    expect(hookLanguages([], languageOf)).toEqual({ english: new Uint8Array(0), remark: [] });
  });
});
