import { type HeldOutHours, type PooledLift, pooledLift, randomFor } from '@viral-scan/analysis';
import { alignRows, count, percent, percentInterval, share } from '../text.ts';
import { type AccountMeasure, steps } from './measure-account.ts';

const resamples = 2_000;

/** Why no hour is named, by how the sentence of the report begins. */
const reasons = [
  ['not enough posts', 'too few comparable posts'],
  ['posts always go out', 'always posts in the same hours'],
  ['no hour and its neighbours', 'too few posts in every hour'],
  ['no hour rises', 'no hour rises above its neighbours'],
  ['no hour differs', 'no evidence: no hour differs more than chance would'],
  ['best hour', 'no evidence: the best hour does not hold up'],
] as const;

/** How many accounts get an hour, and why the others get none. */
export function shareLines(measures: readonly AccountMeasure[]): string[] {
  const named = measures.filter(({ times }) => times > 0).length;
  const enough = measures.filter(
    ({ refusal }) => refusal === null || !refusal.startsWith('not enough posts'),
  ).length;
  const tally = new Map<string, number>();
  for (const { refusal } of measures) {
    if (refusal === null) continue;
    const reason = reasons.find(([start]) => refusal.startsWith(start))?.[1] ?? refusal;
    tally.set(reason, (tally.get(reason) ?? 0) + 1);
  }
  const rows = [...tally].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return [
    `accounts with a recommendation: ${named} of ${measures.length} (${share(named, measures.length)}); ${named} of the ${enough} with enough posts (${share(named, enough)})`,
    ...alignRows(rows.map(([reason, accounts]) => [`  ${reason}`, String(accounts)])),
  ];
}

/** In words, as it stands in the report's spirit. */
function verdict(pooled: PooledLift): string {
  const { interval } = pooled;
  if (interval === null) return 'too few to tell';
  if (interval[0] > 0) return 'better';
  return interval[1] < 0 ? 'WORSE' : 'no evidence';
}

type Side = 'raw' | 'typeControlled';

/** Held-out lifts over all accounts: by rule, by what is compared, on the last fifth and on more. */
export function liftLines(name: string, measures: readonly AccountMeasure[]): string[] {
  const row = (
    title: string,
    held: readonly (readonly HeldOutHours[])[],
    side: Side,
    taken = 1,
  ): string[] => {
    const histories = held.map((stretches) =>
      stretches.slice(0, taken).map((each) => ({ contrast: each[side], block: each.block })),
    );
    const pooled = pooledLift(histories, resamples, randomFor('bench accuracy', name, title));
    if (pooled === null) return [title, '0', '0', '–', '–', 'no evidence'];
    const { lift, interval, accounts, inside } = pooled;
    return [
      title,
      count(accounts),
      count(inside),
      percent(lift),
      percentInterval(interval),
      verdict(pooled),
    ];
  };
  const recommended = measures.map((each) => each.recommended);
  const top = measures.map((each) => each.top);
  // Of the accounts that can be compared at equal age, so that nothing else differs.
  const naive = measures.map((each) => (each.top.length > 0 ? each.naive : []));
  const aged = measures.some(({ age }) => age !== 'settled' && age !== 'none');
  return alignRows([
    ['hours, outcome', 'accounts', 'posts in them', 'lift', '95 %', ''],
    row('recommended, raw', recommended, 'raw'),
    row('recommended, type-controlled', recommended, 'typeControlled'),
    ...(aged ? [row('top 3, raw, of any age', naive, 'raw')] : []),
    row(aged ? 'top 3, raw, at equal age' : 'top 3, raw', top, 'raw'),
    row('top 3, type-controlled', top, 'typeControlled'),
    row('recommended, raw *', recommended, 'raw', steps),
    row('recommended, type-controlled *', recommended, 'typeControlled', steps),
    row('top 3, type-controlled *', top, 'typeControlled', steps),
  ]);
}
