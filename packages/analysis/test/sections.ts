import type { AnalysisInput } from '@viral-scan/contracts';
import { type ComparablePosts, makeComparable } from '../src/effects/comparable-posts.ts';
import { findHooksOfAll } from '../src/hooks/hooks-section.ts';
import { firstKnownZone } from '../src/hours/zone-clock.ts';
import { rememberLanguages } from '../src/language/caption-language.ts';
import { randomFor } from '../src/random/sfc32.ts';

/** One section at a time, as `analyze` asks for it: for tests that need it hundreds of times. */
export const comparablesOf = (input: AnalysisInput): ComparablePosts[] =>
  input.accounts.map((account) =>
    makeComparable(account, input, firstKnownZone(account.timezone, input.timezone)),
  );

export function hooksOf(input: AnalysisInput) {
  const languageOf = rememberLanguages();
  const { found, evidence } = findHooksOfAll(comparablesOf(input), {
    languageOf: (post) => languageOf(post).language,
    generator: (accountId) => randomFor('hooks', accountId),
  });
  return { hooks: found, evidence: { hooks: evidence } };
}
