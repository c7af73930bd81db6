import { analyze } from '@viral-scan/analysis';
import type { AnalysisInput, ReportBody } from '@viral-scan/contracts';

/** The thread's side of `analysis-threads.ts`. */
export default (input: AnalysisInput): ReportBody => analyze(input);
