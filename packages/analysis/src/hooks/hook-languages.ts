import type { AnalysisPost } from '@viral-scan/contracts';

/** A post's language by its ISO 639 code; null where it cannot be told. */
export type LanguageOf = (post: AnalysisPost) => string | null;

export interface HookLanguages {
  /** 1 for posts in English. */
  readonly english: Uint8Array;
  /** How many are in other languages, and what that means; empty where none is. */
  readonly remark: readonly string[];
}

const mostNamed = 3;

/**
 * Which posts are in English. What cannot be told (an opening of a word or two) is taken to
 * be in the language of most of the others. O(posts).
 */
export function hookLanguages(
  posts: readonly AnalysisPost[],
  languageOf: LanguageOf,
): HookLanguages {
  const told = posts.map((post) => languageOf(post)?.toLowerCase().split('-', 1)[0] ?? null);
  const counts = new Map<string, number>();
  for (const code of told) if (code !== null) counts.set(code, (counts.get(code) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const usual = ranked[0]?.[0] ?? null;
  const english = Uint8Array.from(told, (code) => ((code ?? usual) === 'en' ? 1 : 0));
  const others = posts.length - english.reduce((sum, each) => sum + each, 0);
  if (others === 0) return { english, remark: [] };
  const named = ranked.filter(([code]) => code !== 'en').slice(0, mostNamed);
  const codes = named.length === 0 ? '' : ` (${named.map(([code]) => code).join(', ')})`;
  const families = 'only language-free families were tried';
  const remark = `${others} of ${posts.length} openings are not in English${codes}: ${families}${
    others === posts.length ? '' : ' on them'
  }`;
  return { english, remark: [remark] };
}
