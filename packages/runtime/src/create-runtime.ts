import { type Clock, createClock } from './clock.ts';
import type { LogLevel } from './config/service-config.ts';
import { healthServer } from './health/health-server.ts';
import { type ReadinessCheck, readiness } from './health/readiness.ts';
import { createShutdown, type Shutdown } from './lifecycle/create-shutdown.ts';
import { exitWithParent } from './lifecycle/exit-with-parent.ts';
import { createLogger, type Logger } from './logging/create-logger.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createTracing, type Tracing } from './tracing/create-tracing.ts';

/** The variables of `serviceConfig` that every service has. */
export interface RuntimeConfig {
  readonly LOG_LEVEL: LogLevel;
  readonly LOG_HASH_KEY: string;
  readonly SHUTDOWN_TIMEOUT_MS: number;
  readonly CLOCK_URL?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly VIRAL_SCAN_PARENT_PID?: number | undefined;
  readonly INSTANCE_ID?: string | undefined;
}

export interface Runtime {
  readonly service: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly clock: Clock;
  readonly shutdown: Shutdown;
  /** Serves `/health`, `/ready` and `/metrics` until the shutdown closes it. */
  serveHealth(
    address: { readonly HOST: string; readonly PORT: number },
    checks: readonly ReadinessCheck[],
  ): Promise<void>;
  /** Counts a job's attempt, and logs it unless all went well. */
  readonly jobEnded: (end: JobEnd) => void;
}

export interface JobEnd {
  readonly job: string;
  readonly id: string;
  readonly outcome: string;
  readonly seconds: number;
  /** Undefined when completed. */
  readonly error: unknown;
}

const readinessPatienceMs = 2_000;

/** What a service process stands on, wired once. */
export function createRuntime(service: string, config: RuntimeConfig): Runtime {
  const logger = createLogger({ service, level: config.LOG_LEVEL, hashKey: config.LOG_HASH_KEY });
  const metrics = createMetrics({ service });
  const tracing = createTracing({ service, endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT });
  const shutdown = createShutdown({ logger, timeoutMs: config.SHUTDOWN_TIMEOUT_MS });
  exitWithParent({ parentPid: config.VIRAL_SCAN_PARENT_PID, shutdown });
  shutdown.register('close', 'tracing', () => tracing.shutdown());
  return {
    service,
    logger,
    metrics,
    tracing,
    clock: createClock({ url: config.CLOCK_URL }),
    shutdown,
    async serveHealth({ HOST: host, PORT: port }, checks) {
      const ready = () => readiness(checks, readinessPatienceMs);
      const instance = config.INSTANCE_ID;
      const server = await healthServer({ service, host, port, instance, ready, metrics });
      shutdown.register('close', 'health server', () => server.close());
      logger.info({ url: server.url }, 'ready to work');
    },
    jobEnded({ job, id, outcome, seconds, error }) {
      metrics.jobs.inc({ job, outcome });
      metrics.jobSeconds.observe({ job }, seconds);
      if (outcome === 'completed') return;
      logger.warn(
        { job, job_id: id, outcome, seconds, err: error },
        'a job attempt did not complete',
      );
    },
  };
}
