import type { CollectAccountJob } from '@viral-scan/contracts';
import type { JobHandler } from '@viral-scan/queue';
import { type Runtime, withCorrelation } from '@viral-scan/runtime';
import { type CollectDeps, collectAccount } from '@viral-scan/scan';

/** Runs one collect step and tells of it: a span, log events, metrics. */
export function collectAccountJob(
  deps: CollectDeps,
  { tracing, logger, metrics }: Pick<Runtime, 'tracing' | 'logger' | 'metrics'>,
): JobHandler<CollectAccountJob> {
  return ({ tenantId, subjectId, scanId, stepKey, traceparent }, run) =>
    withCorrelation(scanId, () =>
      tracing.withTraceparent(traceparent, () =>
        tracing.span(
          'scrape_account',
          { scan_id: scanId, step: stepKey },
          async (span) => {
            const startedAt = performance.now();
            const context = { scan_id: scanId, step: stepKey, attempt: run.attempt };
            const durationMs = (): number => Math.round(performance.now() - startedAt);
            logger.info(context, 'scraping_started');
            try {
              const result = await collectAccount(
                deps,
                { tenantId, subjectId },
                { scanId, stepKey },
                run,
              );
              // As users are: platforms know whose an account is, and logs outlive what is erased.
              const account = result.accountRef === null ? null : logger.user(result.accountRef);
              span.set({ account_id: account, posts_found: result.postsFound });
              if (result.outcome === 'nothing_to_do') {
                logger.info({ ...context, duration_ms: durationMs() }, 'scraping_skipped');
                return;
              }
              metrics.postsCollected.inc(
                { platform: result.platform ?? 'file' },
                result.postsFound,
              );
              const fields = {
                ...context,
                account_id: account,
                posts_found: result.postsFound,
                duration_ms: durationMs(),
              };
              if (result.outcome === 'completed') logger.info(fields, 'scraping_completed');
              else logger.warn({ ...fields, error_type: result.errorCode }, 'scraping_failed');
            } catch (error) {
              const fields = { ...context, posts_found: 0, duration_ms: durationMs() };
              logger.warn({ ...fields, error_type: nameOf(error), err: error }, 'scraping_failed');
              throw error;
            }
          },
          { kind: 'consumer' },
        ),
      ),
    );
}

const nameOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : error instanceof Error
      ? error.name
      : typeof error;
