import type { AnalysisInput, ReportBody } from '@viral-scan/contracts';

/** Runs the analysis off the event loop. */
export interface AnalysisRunner {
  run(input: AnalysisInput, options: { readonly signal: AbortSignal }): Promise<ReportBody>;
}
