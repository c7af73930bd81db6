import type { RankPostsJob } from '@viral-scan/contracts';
import type { JobHandler } from '@viral-scan/queue';
import { type Runtime, withCorrelation } from '@viral-scan/runtime';
import { type RankDeps, rankAccount } from '@viral-scan/scan';

/** Runs the ranking of a scraping task and tells of it: a span, log events, metrics. */
export function rankPostsJob(
  deps: RankDeps,
  { tracing, logger, metrics }: Pick<Runtime, 'tracing' | 'logger' | 'metrics'>,
): JobHandler<RankPostsJob> {
  return ({ tenantId, subjectId, scanId, stepKey, traceparent }, run) =>
    withCorrelation(scanId, () =>
      tracing.withTraceparent(traceparent, () =>
        tracing.span(
          'rank_posts',
          { scan_id: scanId },
          async (span) => {
            const startedAt = performance.now();
            const { outcome, posts, ranked } = await rankAccount(
              deps,
              { tenantId, subjectId },
              { scanId, stepKey },
              run,
            );
            span.set({ posts_found: posts, posts_ranked: ranked, outcome });
            if (outcome !== 'nothing_to_do') metrics.scans.inc({ state: outcome });
            logger.info(
              {
                scan_id: scanId,
                attempt: run.attempt,
                outcome,
                posts_found: posts,
                posts_ranked: ranked,
                duration_ms: Math.round(performance.now() - startedAt),
              },
              'posts_ranked',
            );
          },
          { kind: 'consumer' },
        ),
      ),
    );
}
