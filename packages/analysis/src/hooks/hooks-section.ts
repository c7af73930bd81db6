import type { AnalysisPost, Hook } from '@viral-scan/contracts';
import type { ComparablePosts } from '../effects/comparable-posts.ts';
import type { Random } from '../random/sfc32.ts';
import { evidence, joinReasons, totalOf } from '../report/evidence.ts';
import type { Section } from '../report/section.ts';
import { fewestHooks, findHooks } from './hook-effects.ts';

export interface HooksOptions {
  /** Of a caption, ISO 639-1; null where it cannot be told. */
  readonly languageOf: (post: AnalysisPost) => string | null;
  readonly generator: (accountId: string) => Random;
}

/** Hooks of every account, competitors too. */
export function findHooksOfAll(
  accounts: readonly ComparablePosts[],
  { languageOf, generator }: HooksOptions,
): Section<Hook[]> {
  const findings = accounts.map((comparable) => ({
    account: comparable.account,
    ...findHooks(comparable, languageOf, generator(comparable.account.accountId)),
  }));
  const reasons = findings.map(({ account, summary }) => ({
    account: account.name ?? account.accountId,
    reason: summary,
  }));
  return {
    found: findings.flatMap(({ hooks }) => hooks),
    evidence: evidence(
      findings.some(({ hooks }) => hooks.length > 0),
      joinReasons(reasons, 'no account in this scan'),
      totalOf(findings, ({ posts }) => posts),
      fewestHooks,
    ),
  };
}
