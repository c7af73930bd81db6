import { makeComparable } from '../src/effects/comparable-posts.ts';
import { findHooks, type HookFindings } from '../src/hooks/hook-effects.ts';
import { randomFor } from '../src/random/sfc32.ts';
import { accountOf, asOfMs, type SyntheticAccount, syntheticPosts } from './synthetic-account.ts';

/** The hooks of a generated account, without the rest of the analysis. */
export function hooksOfAccount(options: SyntheticAccount): HookFindings {
  const account = accountOf(syntheticPosts(options));
  const comparable = makeComparable(account, { fromMs: 0, asOfMs }, 'UTC');
  return findHooks(comparable, ({ language }) => language, randomFor('hooks', options.seed));
}
