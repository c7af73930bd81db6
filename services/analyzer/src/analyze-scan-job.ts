import type { AnalyzeScanJob } from '@viral-scan/contracts';
import type { JobHandler } from '@viral-scan/queue';
import { type Runtime, withCorrelation } from '@viral-scan/runtime';
import { type AnalyzeDeps, analyzeScan } from '@viral-scan/scan';

/** Runs the analysis step and tells of it: a span, log events, metrics. */
export function analyzeScanJob(
  deps: AnalyzeDeps,
  { tracing, logger, metrics }: Pick<Runtime, 'tracing' | 'logger' | 'metrics'>,
): JobHandler<AnalyzeScanJob> {
  return ({ tenantId, subjectId, scanId, stepKey, traceparent }, run) =>
    withCorrelation(scanId, () =>
      tracing.withTraceparent(traceparent, () =>
        tracing.span(
          'analyze_scan',
          { scan_id: scanId },
          async (span) => {
            const startedAt = performance.now();
            const result = await analyzeScan(
              deps,
              { tenantId, subjectId },
              { scanId, stepKey },
              run,
            );
            span.set({ posts_found: result.posts, outcome: result.outcome });
            if (result.outcome !== 'nothing_to_do') metrics.scans.inc({ state: result.outcome });
            logger.info(
              {
                scan_id: scanId,
                attempt: run.attempt,
                outcome: result.outcome,
                posts_found: result.posts,
                reused_from: result.reusedFrom,
                duration_ms: Math.round(performance.now() - startedAt),
              },
              'scan_analyzed',
            );
          },
          { kind: 'consumer' },
        ),
      ),
    );
}
