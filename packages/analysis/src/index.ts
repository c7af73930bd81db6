// The report.
export { scoreExpectations } from './accuracy/accuracy-section.ts';
export { shuffleTimes } from './accuracy/shuffle-times.ts';
export { analysisVersion } from './analysis-version.ts';
export { type AnalyzeOptions, analyze } from './analyze.ts';
// Captions.
export { captionLength } from './caption/caption-length.ts';
export { emojiOf } from './caption/emoji.ts';
export { type Hashtag, hashtagKey, hashtagsOf } from './caption/hashtags.ts';
export { isQuestion } from './caption/is-question.ts';
export { plainText } from './caption/plain-text.ts';
// Anomalies and clusters.
export { chooseEps, type EpsChoice } from './dbscan/choose-eps.ts';
export { type Clusters, type DbscanOptions, dbscan } from './dbscan/dbscan.ts';
export { type ComparablePosts, makeComparable } from './effects/comparable-posts.ts';
export { type HistoryContrast, type PooledLift, pooledLift } from './effects/pooled-lift.ts';
export { engagements, views } from './engagement/engagements.ts';
// Forecasts.
export { forecastDaily } from './forecast/forecast-daily.ts';
export { type Forecast, type ForecastPlan, forecastSeries } from './forecast/forecast-series.ts';
// Growth.
export {
  extrapolateGrowth,
  fitGrowth,
  type GrowthAges,
  type GrowthModel,
  type GrowthRow,
  predictGrowth,
  usualAges,
} from './growth/growth-model.ts';
export { growthRow } from './growth/growth-row.ts';
// Headlines.
export {
  type HeadlineModel,
  type HeadlinePair,
  pairOfClicks,
  scoreHeadline,
  trainHeadlineModel,
} from './headlines/headline-model.ts';
export { familiesOf } from './hooks/families-of.ts';
export { openingLine } from './hooks/opening-line.ts';
// Hours.
export {
  type HeldOutHourLift,
  type HeldOutHours,
  type HourRule,
  heldOutHourLift,
  heldOutHours,
  recommendedHours,
  topHours,
} from './hours/held-out-lift.ts';
export { flatPattern } from './hours/platform-pattern.ts';
export { recommendTimes, type TimeFindings } from './hours/recommend-times.ts';
export { firstKnownZone, type LocalTime, zoneClock } from './hours/zone-clock.ts';
export {
  type Anomalies,
  type IsolationForestOptions,
  isolationForest,
  type NoAnomalies,
} from './isolation-forest/isolation-forest.ts';
export { captionLanguage } from './language/caption-language.ts';
export { detectLanguage, type Language } from './language/detect-language.ts';
// Threads.
export type { Parallel } from './parallel/parallel.ts';
export { serial } from './parallel/serial.ts';
export { createWorkerPool, type WorkerPool } from './parallel/worker-pool.ts';
// Series.
export { findCircularPeaks } from './peaks/circular-peaks.ts';
export { findPeaks } from './peaks/find-peaks.ts';
export type { PeakOptions } from './peaks/peak-options.ts';
export { meanInterval } from './random/block-bootstrap.ts';
export { type Random, randomFor } from './random/sfc32.ts';
export { type RankingWish, rankPosts } from './ranking/rank-posts.ts';
export { agreeWithRatings } from './sentiment/rating-agreement.ts';
export { vaderScores } from './sentiment/vader-scores.ts';
export { componentStrength } from './series/component-strength.ts';
export { alphaOfSpan, exponentialMean } from './series/exponential-mean.ts';
export { mstl } from './series/mstl.ts';
export { seasonalDecompose } from './series/seasonal-decompose.ts';
export { stl } from './series/stl.ts';
export { windowDeviation } from './series/window-deviation.ts';
export { windowMedian } from './series/window-median.ts';
export { windowCount, windowMean, windowSum } from './series/window-moments.ts';
export { fixedWindows, timeWindows, type Windows } from './series/windows.ts';
// Statistics.
export { benjaminiHochberg } from './statistics/benjamini-hochberg.ts';
export { bootstrapPercentile } from './statistics/bootstrap.ts';
export { holm } from './statistics/holm.ts';
export { kendall } from './statistics/kendall.ts';
export { linearRegression } from './statistics/linear-regression.ts';
export { mannWhitney } from './statistics/mann-whitney.ts';
export { mean, standardDeviation } from './statistics/moments.ts';
export { pearson } from './statistics/pearson.ts';
export { pointBiserial } from './statistics/point-biserial.ts';
export { median, quantile } from './statistics/quantile.ts';
export { spearman } from './statistics/spearman.ts';
export { theilSenSlope } from './statistics/theil-sen.ts';
export { welchT } from './statistics/welch-t.ts';
export { wilsonInterval } from './statistics/wilson-interval.ts';
export { neighbourPreservation } from './umap/neighbour-preservation.ts';
export { trustworthiness } from './umap/trustworthiness.ts';
export { type UmapOptions, umap } from './umap/umap.ts';
