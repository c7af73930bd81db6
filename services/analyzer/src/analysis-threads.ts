import { fileURLToPath } from 'node:url';
import { type AnalysisInput, type ReportBody, reportBodySchema } from '@viral-scan/contracts';
import type { AnalysisRunner } from '@viral-scan/scan';
import { Piscina } from 'piscina';

/** Runs analyses in threads, so that locks are renewed and health is answered meanwhile. */
export function createAnalysisThreads(
  threads: number,
): AnalysisRunner & { close(): Promise<void> } {
  const pool = new Piscina<AnalysisInput, ReportBody>({
    filename: fileURLToPath(new URL('./analysis-thread.ts', import.meta.url)),
    minThreads: 1,
    maxThreads: threads,
    idleTimeout: 60_000,
  });
  return {
    run: async (input, { signal }) => reportBodySchema.parse(await pool.run(input, { signal })),
    close: () => pool.destroy(),
  };
}
