import { context, isSpanContextValid, trace } from '@opentelemetry/api';
import { type DestinationStream, type Logger as PinoLogger, pino, stdTimeFunctions } from 'pino';
import type { LogLevel } from '../config/service-config.ts';
import { currentCorrelationId } from './correlation.ts';
import { hashUser } from './hash-user.ts';
import { redact, redactFields } from './redact.ts';
import { scrub } from './scrub.ts';

/** pino's logger (Fastify takes it as `loggerInstance`), and the hash of a user for its fields. */
export type Logger = PinoLogger & { user(userId: string): string };

export interface LoggerOptions {
  readonly service: string;
  readonly level: LogLevel;
  /** See `hashUser`. */
  readonly hashKey: string;
  /** Default: standard output, written synchronously so that nothing is lost at exit. */
  readonly destination?: DestinationStream;
}

/**
 * One JSON object a line: `level, time (ISO), service, correlation_id, trace_id, span_id, …fields,
 * msg`. Secrets, captions and query strings never reach it, whatever is passed in.
 */
export function createLogger(options: LoggerOptions): Logger {
  const hash = (userId: string) => hashUser(options.hashKey, userId);
  const settings = {
    level: options.level,
    base: { service: options.service },
    timestamp: stdTimeFunctions.isoTime,
    mixin: ambientFields,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: object) => readFields(fields, hash),
    },
    serializers: {
      // `formatters.log` has been here already.
      err: (error: unknown) => redact(error, hash),
      msg: (message: unknown) =>
        typeof message === 'string' ? scrub(message) : redact(message, hash),
    },
  };
  const logger = pino(settings, options.destination ?? standardOutput());
  const plainChild = logger.child;
  return Object.assign(logger, {
    user: hash,
    /** pino formats the bindings of the root only. */
    child(this: PinoLogger, bindings: object, childOptions?: object) {
      return plainChild.call(this, readFields(bindings, hash), childOptions);
    },
  }) as Logger;
}

/** A log line must never be what fails. */
function readFields(fields: object, hash: (userId: string) => string): Record<string, unknown> {
  try {
    return redactFields(fields, hash);
  } catch {
    return { unreadable_fields: Object.keys(fields) };
  }
}

/** Synchronous: pino's own default writes the last lines before an exit out of order. */
const standardOutput = (): DestinationStream => pino.destination({ dest: 1, sync: true });

function ambientFields(): Record<string, string> {
  const correlationId = currentCorrelationId();
  const span = trace.getSpanContext(context.active());
  return {
    ...(correlationId !== undefined && { correlation_id: correlationId }),
    ...(span !== undefined &&
      isSpanContextValid(span) && { trace_id: span.traceId, span_id: span.spanId }),
  };
}
