import { type Environment, integerVariable, loadConfig, serviceConfig } from '@viral-scan/runtime';
import { z } from 'zod';

export const worldNames = ['sample', 'youtube-2026', 'file'] as const;

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const configSchema = z.object({
  HOST: serviceConfig.HOST,
  PORT: serviceConfig.PORT,
  LOG_LEVEL: serviceConfig.LOG_LEVEL,
  SHUTDOWN_TIMEOUT_MS: serviceConfig.SHUTDOWN_TIMEOUT_MS,
  VIRAL_SCAN_PARENT_PID: serviceConfig.VIRAL_SCAN_PARENT_PID,
  INSTANCE_ID: serviceConfig.INSTANCE_ID,
  WORLD: z.enum(worldNames).default('sample'),
  /** Of the sample world. */
  WORLD_SEED: integerVariable({ min: 0, max: 0xffff_ffff }).default(1),
  /** The folder that holds `data/`; only `youtube-2026` reads it. */
  SHARED_DIR: z.string().default('../shared'),
  /** Comma list of the keys that callers may use. */
  YOUTUBE_API_KEYS: z
    .string()
    .default('sandbox-key')
    .transform(list)
    .refine((keys) => keys.length > 0, 'must name at least one key'),
  /** Units a day and key. */
  YOUTUBE_DAILY_QUOTA: integerVariable({ min: 1, max: 1_000_000_000 }).default(10_000),
});
export type Config = Readonly<z.output<typeof configSchema>>;

/** @throws InvalidConfiguration */
export const readConfig = (env: Environment = process.env): Config => loadConfig(configSchema, env);
