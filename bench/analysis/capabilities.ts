import type { Capability, LeftOut, Rival } from './capability.ts';
import * as judges from './judges.ts';
import type { Size } from './sizes.ts';

const python = (name: string): Rival => ({ name, by: 'python', isYardstick: true });
const tooLong = (reason: string): LeftOut => ({ reason });
const patience = (reason: string): LeftOut => ({ reason, onlyPatience: true });

/** The bounds of the analyzer's threads by default: 1,024 MB of heap, 32 of it for what is young. */
const analyzerHeap = ['--max-old-space-size=1024', '--max-semi-space-size=10'];

/** Everything that is measured, in the order of the table. */
export const capabilities: readonly Capability[] = [
  {
    name: 'isolation-forest',
    title: 'isolation forest, 8 features',
    data: 'eight-columns',
    rivals: [
      python('scikit-learn'),
      python('scikit-learn, scored once'),
      { name: 'ml-isolation-forest', by: 'node' },
    ],
    timeShare: { '10k': 0.2, '100k': 0.1 },
    judge: judges.sameOrder,
  },
  {
    name: 'dbscan',
    title: 'DBSCAN, 2 dimensions',
    data: 'plane',
    rivals: [
      python('scikit-learn'),
      {
        name: 'density-clustering',
        by: 'node',
        leftOut: { '100k': tooLong('grows like n² and more') },
      },
    ],
    timeShare: { '10k': 0.35, '100k': 0.25 },
    judge: judges.equalShare,
  },
  {
    name: 'umap',
    title: 'UMAP, 12 → 2 dimensions',
    data: 'twelve-columns',
    rivals: [
      python('umap-learn'),
      {
        name: 'umap-learn, seeded',
        by: 'python',
        leftOut: { '100k': patience('several minutes') },
      },
      { name: 'umap-js', by: 'node', leftOut: { '100k': patience('minutes and gigabytes') } },
    ],
    timeShare: { '10k': 0.4, '100k': 0.3 },
    judge: judges.layoutJudge,
  },
  {
    name: 'umap-dbscan',
    title: 'UMAP and DBSCAN together',
    data: 'twelve-columns',
    rivals: [python('umap-learn')],
    timeShare: { '10k': 0.4, '100k': 0.3 },
    judge: judges.clusterCount,
  },
  ...[24, 168].flatMap((period): Capability[] => [
    {
      name: `stl-${period}`,
      title: `STL, period ${period}`,
      data: 'hourly',
      rivals: [python('statsmodels')],
      timeShare: sharesOf(period),
      judge: judges.largestDifference,
    },
    {
      name: `stl-${period}-robust`,
      title: `STL, period ${period}, robust`,
      data: 'hourly',
      rivals: [python('statsmodels')],
      judge: judges.largestDifference,
    },
  ]),
  {
    name: 'find-peaks',
    title: 'peaks by prominence, distance, width',
    data: 'waves',
    rivals: [python('scipy')],
    judge: judges.largestDifference,
  },
  {
    name: 'rolling',
    title: 'rolling mean, deviation and median of 168',
    data: 'hourly',
    rivals: [python('pandas')],
    judge: judges.largestDifference,
  },
  {
    name: 'forecast',
    title: 'forecasts of 14 days from 365',
    data: 'daily',
    rivals: [
      { name: '@bsull/augurs', by: 'node' },
      { name: 'arima', by: 'node', leftOut: { '100k': patience('minutes') } },
    ],
    judge: judges.scaledError,
  },
  {
    name: 'vader',
    title: 'VADER',
    data: 'texts',
    rivals: [python('vaderSentiment'), python('nltk'), { name: 'vader-sentiment', by: 'node' }],
    timeShare: { '1k': 0.3, '10k': 0.3, '100k': 0.3 },
    judge: judges.equalShare,
  },
  {
    name: 'quantile',
    title: 'mean and five quantiles',
    data: 'waves',
    rivals: [python('numpy'), { name: 'simple-statistics', by: 'node' }],
    judge: judges.largestDifference,
  },
  {
    name: 'spearman',
    title: 'Spearman’s rank correlation',
    data: 'pairs',
    rivals: [python('scipy')],
    judge: judges.largestDifference,
  },
  {
    name: 'report',
    title: 'whole report, one account',
    data: 'posts',
    rivals: [
      {
        name: 'ours, one thread',
        by: 'node',
        leftOut: { '100k': patience('another half minute') },
      },
    ],
    seconds: { '10k': 3, '100k': 40 },
    megabytes: { '100k': 1_000 },
    judge: judges.sameBytes,
    nodeFlags: analyzerHeap,
  },
];

function sharesOf(period: number): Readonly<Record<Size, number>> {
  const share = period === 24 ? 0.25 : 0.1;
  return { '1k': share, '10k': share, '100k': share };
}
