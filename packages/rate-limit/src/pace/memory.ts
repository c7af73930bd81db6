import type { PlatformApi } from '@viral-scan/contracts';
import type { KnownHistory } from './history.ts';
import type { TakeAnswer } from './take.ts';

/** What this process remembers of what Redis said, for the case that Redis forgets. */
export interface Memory {
  known(api: PlatformApi): KnownHistory;
  /** The day and the units used of a counter, as the scripts write them; '' for others. */
  seen(counterKey: string): string;
  keep(api: PlatformApi, counterKeys: readonly string[], answer: TakeAnswer): void;
}

/** Counters per user are forgotten all at once rather than one by one. */
const mostSeen = 20_000;

export function createMemory(): Memory {
  const histories = new Map<PlatformApi, KnownHistory>();
  const used = new Map<string, string>();
  return {
    known: (api) => histories.get(api) ?? { epoch: 0, turns: 0 },
    seen: (counterKey) => used.get(counterKey) ?? '',
    keep(api, counterKeys, answer) {
      // The last word counts, not the largest: after a loss an epoch may seem earlier than before.
      histories.set(api, { epoch: Number(answer.epoch), turns: answer.turns });
      if (answer.outcome !== 'admitted') return;
      if (used.size > mostSeen) used.clear();
      for (const [index, key] of counterKeys.entries()) {
        const seen = answer.seen[index];
        if (seen !== undefined && seen !== '') used.set(key, seen);
      }
    },
  };
}
