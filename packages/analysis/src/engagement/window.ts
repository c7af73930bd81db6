import type { AnalysisAccount, AnalysisPost } from '@viral-scan/contracts';

export interface Window {
  readonly fromMs: number;
  readonly asOfMs: number;
}

/** Posts published in (fromMs, asOfMs], in their order. */
export const postsInWindow = (account: AnalysisAccount, window: Window): AnalysisPost[] =>
  account.posts.filter(
    ({ publishedAtMs }) => publishedAtMs > window.fromMs && publishedAtMs <= window.asOfMs,
  );
