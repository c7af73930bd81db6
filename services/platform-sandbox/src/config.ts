import { z } from 'zod';

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const configSchema = z.object({
  HOST: z.string().default('127.0.0.1'),
  /** 0: a free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  WORLD: z.enum(['sample', 'youtube-2026', 'file']).default('sample'),
  WORLD_SEED: z.coerce.number().int().min(0).max(0xffff_ffff).default(1),
  /** The folder that holds `data/`; only `youtube-2026` reads it. */
  SHARED_DIR: z.string().default('../shared'),
  YOUTUBE_API_KEYS: z
    .string()
    .default('sandbox-key')
    .transform(list)
    .refine((keys) => keys.length > 0, 'must name at least one key'),
  YOUTUBE_DAILY_QUOTA: z.coerce.number().int().min(1).default(10_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});
export type Config = Readonly<z.infer<typeof configSchema>>;

/** Throws an error that names every bad variable. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = configSchema.safeParse(env);
  if (parsed.success) return Object.freeze(parsed.data);
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`platform-sandbox cannot start, bad configuration: ${faults.join('; ')}`);
}

export const loadConfig = (): Config => parseConfig(process.env);
