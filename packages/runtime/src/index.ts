export { type Clock, type ClockOptions, createClock, systemClock } from './clock.ts';
export { type Environment, InvalidConfiguration, loadConfig } from './config/load-config.ts';
export { checkOauthConfig, oauthConfig, originsVariable } from './config/oauth-config.ts';
export { paceConfig } from './config/pace-config.ts';
export { checkScraperConfig, scraperConfig } from './config/scraper-config.ts';
export {
  booleanVariable,
  httpUrlVariable,
  integerVariable,
  type LogLevel,
  logLevels,
  parsedVariable,
  postgresUrlVariable,
  publicUrlVariable,
  redisUrlVariable,
  serviceConfig,
} from './config/service-config.ts';
export { secretsVariable, websubConfig } from './config/webhook-config.ts';
export { createRuntime, type JobEnd, type Runtime, type RuntimeConfig } from './create-runtime.ts';
export {
  type HealthServer,
  type HealthServerOptions,
  healthServer,
  instanceHeader,
} from './health/health-server.ts';
export {
  type Dependency,
  type ReadinessCheck,
  type ReadyAnswer,
  readiness,
  readyAnswer,
} from './health/readiness.ts';
export {
  createShutdown,
  type ProcessEvents,
  type Shutdown,
  type ShutdownOptions,
  type ShutdownPhase,
} from './lifecycle/create-shutdown.ts';
export { type ExitWithParentOptions, exitWithParent } from './lifecycle/exit-with-parent.ts';
export { currentCorrelationId, withCorrelation } from './logging/correlation.ts';
export { createLogger, type Logger, type LoggerOptions } from './logging/create-logger.ts';
export { hashUser } from './logging/hash-user.ts';
export { scrub } from './logging/scrub.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export {
  type ActiveSpan,
  createTracing,
  type SpanAttributes,
  type Tracing,
  type TracingOptions,
} from './tracing/create-tracing.ts';
export { traceMethods } from './tracing/trace-methods.ts';
