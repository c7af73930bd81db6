import { z } from 'zod';

/** A whole number in decimal digits; units belong in the variable's name. */
export const integerVariable = (range: { readonly min: number; readonly max: number }) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(
      z
        .number()
        .min(range.min, `must be at least ${range.min}`)
        .max(range.max, `must be at most ${range.max}`),
    );

export const booleanVariable = z
  .enum(['true', 'false'], 'must be true or false')
  .transform((value) => value === 'true');

/** A text that `parse` reads; what it throws says, without secrets, what is wrong with it. */
export const parsedVariable = <Value>(parse: (text: string) => Value) =>
  z.string().transform((text, context): Value => {
    try {
      return parse(text);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
  });

const urlVariable = (protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (value) => protocols.includes(URL.parse(value)?.protocol ?? ''),
      `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );

export const httpUrlVariable = urlVariable(['http:', 'https:']);
/** Where the world finds this installation: a base, without the slash behind it. */
export const publicUrlVariable = httpUrlVariable
  .refine((url) => !/[?#]/.test(url), 'must have neither query nor fragment')
  .transform((url) => url.replace(/\/+$/, ''));
export const redisUrlVariable = urlVariable(['redis:', 'rediss:']);
export const postgresUrlVariable = urlVariable(['postgres:', 'postgresql:']);

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * Variables that services share, to pick from:
 * `z.object({ PORT: serviceConfig.PORT, … })` or `z.object(serviceConfig).extend({ … })`.
 */
export const serviceConfig = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  /** Key of the hashes by which users appear in logs. */
  LOG_HASH_KEY: z.string().min(16, 'must have at least 16 characters'),
  HOST: z.string().default('127.0.0.1'),
  /** 0: any free one. */
  PORT: integerVariable({ min: 0, max: 65_535 }),
  DATABASE_URL: postgresUrlVariable,
  REDIS_URL: redisUrlVariable,
  /** First part of every queue key; the same for all services of an installation. */
  QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'must be lower-case letters, digits and hyphens')
    .default('viral-scan'),
  /** An evicting Redis for the cache; default: the queue's. */
  CACHE_REDIS_URL: redisUrlVariable.optional(),
  /** Where the world's present is read; absent: the system clock. */
  CLOCK_URL: httpUrlVariable.optional(),
  /** Base URL of an OTLP/HTTP collector; absent: spans are not exported. */
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrlVariable.optional(),
  SHUTDOWN_TIMEOUT_MS: integerVariable({ min: 100, max: 600_000 }).default(10_000),
  /** Told by `/health`, so that a starter knows its own process from a stranger on the port. */
  INSTANCE_ID: z.string().max(100).optional(),
  /** The process that must outlive this one; see `exitWithParent`. */
  VIRAL_SCAN_PARENT_PID: integerVariable({ min: 1, max: 2 ** 31 }).optional(),
} as const;
