import { z } from 'zod';
import { scrub } from './logging/scrub.ts';

/**
 * The present of the world a scan looks at: the system's time in production, a frozen or moved
 * one in a demo world.
 */
export interface Clock {
  /** @throws Error before the first `refresh` of a world clock. */
  now(): Date;
  /** Rejects within 2 s when the world's clock cannot be read; the last known time stays. */
  refresh(): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  refresh: async () => undefined,
};

export interface ClockOptions {
  /** Answers `{ "now": ISO 8601 }`; absent: the system clock. */
  readonly url?: string | undefined;
  readonly fetch?: (url: string, init: { readonly signal: AbortSignal }) => Promise<Response>;
}

const refreshPatienceMs = 2_000;
const worldTimeSchema = z.object({ now: z.iso.datetime({ offset: true }) });

export function createClock({ url, fetch = globalThis.fetch }: ClockOptions): Clock {
  if (url === undefined) return systemClock;
  let knownMs: number | undefined;
  return {
    now() {
      if (knownMs === undefined) throw new Error('the world clock has not been read yet');
      return new Date(knownMs);
    },
    async refresh() {
      knownMs = await readWorldTime(url, fetch);
    },
  };
}

async function readWorldTime(
  url: string,
  fetch: NonNullable<ClockOptions['fetch']>,
): Promise<number> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(refreshPatienceMs) });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`status ${response.status}`);
    }
    return Date.parse(worldTimeSchema.parse(await response.json()).now);
  } catch (cause) {
    throw new Error(`the world clock at ${scrub(url)} cannot be read`, { cause });
  }
}
