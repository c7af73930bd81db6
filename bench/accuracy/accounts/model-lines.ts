import { bootstrapPercentile, randomFor } from '@viral-scan/analysis';
import type { AccountAccuracy, PredictionScore } from '@viral-scan/contracts';
import { alignRows, count, figure, many, signed, signedInterval } from '../text.ts';

const resamples = 2_000;

/** Mean over accounts, weighted by the posts scored; accounts without a value have no say. */
function weightedMean(
  scored: readonly AccountAccuracy[],
  read: (each: AccountAccuracy) => number | null,
): number | null {
  let [sum, posts] = [0, 0];
  for (const each of scored) {
    const value = read(each);
    if (value === null) continue;
    sum += value * each.scored_on;
    posts += each.scored_on;
  }
  return posts === 0 ? null : sum / posts;
}

/** Of the pooled gain: accounts drawn with replacement; one account has its own, by blocks of posts. */
function gainInterval(scored: readonly AccountAccuracy[], name: string) {
  const [first] = scored;
  if (scored.length === 1 && first !== undefined) return first.gain_ci_95;
  return bootstrapPercentile(
    Float64Array.from(scored.keys()),
    (drawn) =>
      weightedMean(
        Array.from(drawn, (i) => scored[i]).filter((each) => each !== undefined),
        ({ gain_mae_ln: gain }) => gain,
      ),
    { random: randomFor('bench accuracy', name, 'gain'), resamples },
  );
}

/** Expected engagement beside the mean of the 20 posts before, on the last 20 % of each account. */
export function modelLines(
  name: string,
  accuracies: readonly (AccountAccuracy | null)[],
): string[] {
  const scored = accuracies.filter((each) => each !== null);
  if (scored.length === 0) return ['expected engagement: no account has 50 comparable posts'];
  const posts = scored.reduce((sum, each) => sum + each.scored_on, 0);
  const row = (title: string, scoreOf: (each: AccountAccuracy) => PredictionScore): string[] => {
    const within = weightedMean(scored, (each) => scoreOf(each).within_2x);
    return [
      title,
      figure(weightedMean(scored, (each) => scoreOf(each).mae_ln)),
      within === null ? '–' : `${(100 * within).toFixed(1)} %`,
      figure(weightedMean(scored, (each) => scoreOf(each).spearman)),
    ];
  };
  const gain = weightedMean(scored, (each) => each.gain_mae_ln) ?? 0;
  const interval = gainInterval(scored, name);
  const better = scored.filter(({ gain_ci_95: [low] }) => low > 0).length;
  const worse = scored.filter(({ gain_ci_95: [, high] }) => high < 0).length;
  return [
    `expected engagement, ${count(posts)} later posts of ${many(scored.length, 'account')}:`,
    ...alignRows([
      ['', 'MAE (ln)', 'within 2×', 'Spearman'],
      row('  model', ({ model }) => model),
      row('  trailing mean of 20', ({ trailing_mean: past }) => past),
    ]),
    `  gain ${signed(gain, 3)} ${interval === null ? '' : signedInterval(interval)}; by account: ${better} better, ${worse} worse, ${scored.length - better - worse} no evidence either way`,
  ];
}
