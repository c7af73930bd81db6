import {
  bootstrapPercentile,
  type HeadlineModel,
  type HeadlinePair,
  pairOfClicks,
  randomFor,
  scoreHeadline,
  trainHeadlineModel,
} from '@viral-scan/analysis';
import { type CsvRecord, readCsvRecords } from '../csv/csv-records.ts';
import { alignRows, count } from './text.ts';

const resamples = 2_000;
const learningShare = 0.8;
/** |z| from which one headline of a pair is surely the better one. */
const sure = 1.96;

interface TestedPair extends HeadlinePair {
  readonly test: string;
  /** Two-proportion z of the click rates. */
  readonly z: number;
}

interface Package {
  readonly headline: string;
  readonly shown: number;
  readonly clicked: number;
}

const packageOf = (cell: CsvRecord): Package => ({
  headline: cell('headline'),
  shown: Number(cell('impressions')),
  clicked: Number(cell('clicks')),
});

function zOf(a: Package, b: Package): number {
  const both = (a.clicked + b.clicked) / (a.shown + b.shown);
  const error = Math.sqrt(both * (1 - both) * (1 / a.shown + 1 / b.shown));
  return error > 0 ? (a.clicked / a.shown - b.clicked / b.shown) / error : 0;
}

/** Pairs of headlines that one test showed with the same picture. */
function pairsOf(test: string, records: readonly CsvRecord[]): TestedPair[] {
  return [...Map.groupBy(records, (cell) => cell('eyecatcher_id')).values()].flatMap((same) => {
    const packages = same.map(packageOf);
    return packages.flatMap((a, i) =>
      packages.slice(i + 1).flatMap((b) => {
        const pair = pairOfClicks(a.headline, b.headline, a, b);
        const differs = a.headline.trim() !== b.headline.trim();
        return pair === null || !differs ? [] : [{ ...pair, test, z: zOf(a, b) }];
      }),
    );
  });
}

/** Pairs of which the headline with the higher score had more clicks; a tie counts half. */
function hits(pairs: readonly TestedPair[], model: HeadlineModel): number {
  let right = 0;
  for (const { first, second, logRatio } of pairs) {
    const lead = (scoreHeadline(model, first) - scoreHeadline(model, second)) * logRatio;
    right += lead > 0 ? 1 : lead === 0 ? 0.5 : 0;
  }
  return right;
}

function row(name: string, pairs: readonly TestedPair[], model: HeadlineModel): string[] {
  const tests = [...Map.groupBy(pairs, ({ test }) => test).values()].map((each) => ({
    pairs: each.length,
    right: hits(each, model),
  }));
  const accuracy = (drawn: Float64Array): number | null => {
    let [right, all] = [0, 0];
    for (const i of drawn) {
      right += tests[i]?.right ?? 0;
      all += tests[i]?.pairs ?? 0;
    }
    return all === 0 ? null : right / all;
  };
  const every = Float64Array.from(tests.keys());
  const interval = bootstrapPercentile(every, accuracy, {
    random: randomFor('bench headlines', name),
    resamples,
  });
  const pct = (value: number | null): string =>
    value === null ? '–' : `${(100 * value).toFixed(1)} %`;
  return [
    name,
    count(tests.length),
    count(pairs.length),
    pct(accuracy(every)),
    interval === null ? '–' : `[${pct(interval[0])}, ${pct(interval[1])}]`,
  ];
}

/** Which of two headlines for the same picture got more clicks, learnt on earlier tests. */
export function headlineBlock([path = '']: readonly string[]): string[] {
  const tests = [...Map.groupBy(readCsvRecords(path), (cell) => cell('clickability_test_id'))]
    .map(([test, records]) => ({
      week: records[0]?.('test_week') ?? '',
      pairs: pairsOf(test, records),
    }))
    .filter(({ pairs }) => pairs.length > 0)
    .sort((a, b) => (a.week < b.week ? -1 : Number(a.week > b.week)));
  // Tests of one week stay together.
  const firstLater = tests[Math.floor(learningShare * tests.length)]?.week ?? '';
  const earlier = tests.filter(({ week }) => week < firstLater).flatMap(({ pairs }) => pairs);
  const later = tests.filter(({ week }) => week >= firstLater).flatMap(({ pairs }) => pairs);
  console.error(`… headlines: learning from ${count(earlier.length)} pairs`);
  const model = trainHeadlineModel(earlier);
  if (model === null) return ['too few pairs to learn from'];
  return [
    `learnt on ${count(model.pairs)} pairs of the weeks before ${firstLater}, scored on the tests since (the last fifth)`,
    ...alignRows([
      ['pairs', 'tests', 'pairs', 'better one chosen', '95 % over tests'],
      row(
        'surely different (|z| > 1.96)',
        later.filter(({ z }) => Math.abs(z) > sure),
        model,
      ),
      row('all', later, model),
    ]),
    'simple method to beat: 64–65 % of the surely different ones; chance: 50 %',
  ];
}
