export { analysisVersion } from './analysis-version.ts';
export { type AnalyzeOptions, analyze } from './analyze.ts';
export { engagements } from './engagement/engagements.ts';
export { openingLine } from './hooks/opening-line.ts';
export type { Random } from './random/sfc32.ts';
