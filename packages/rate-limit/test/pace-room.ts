import type { PlatformApi } from '@viral-scan/contracts';
import { Redis } from 'ioredis';
import {
  type Budget,
  type BudgetRule,
  createPace,
  type Pace,
  type PaceCall,
  type Turn,
} from '../src/index.ts';

export interface PaceRoom {
  readonly pace: Pace;
  readonly redis: Redis;
  readonly prefix: string;
  /** Calls that went out, in order. */
  readonly turns: readonly Turn[];
  /** What held calls back. */
  readonly waits: readonly (string | null)[];
  take(call?: Partial<PaceCall>, signal?: AbortSignal): Promise<void>;
  close(): void;
}

export interface PaceRoomOptions {
  readonly url: string;
  readonly prefix: string;
  readonly budgets: readonly Budget[];
  readonly api?: PlatformApi;
  readonly patienceMs?: number;
  readonly now?: () => number;
}

export const never = new AbortController().signal;

/** A pace as a process of its own would have it, on a connection of its own. */
export function paceRoom(options: PaceRoomOptions): PaceRoom {
  const { url, prefix, budgets, api = 'youtube-data', patienceMs = 5_000, now } = options;
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  redis.on('error', () => undefined);
  const turns: Turn[] = [];
  const waits: (string | null)[] = [];
  const pace = createPace({
    redis,
    prefix,
    budgets: new Map([[api, budgets]]),
    patienceMs,
    ...(now !== undefined && { now }),
    onTurn: (turn) => void turns.push(turn),
    onWait: ({ budget }) => void waits.push(budget),
  });
  return {
    pace,
    redis,
    prefix,
    turns,
    waits,
    take: (call = {}, signal = never) =>
      pace.take(
        { api, operation: 'videos.list', units: 1, onBehalfOf: 'user', ...call },
        { signal },
      ),
    close: () => redis.disconnect(),
  };
}

/** `count` calls at once; how each ended. */
export async function takeMany(room: PaceRoom, count: number, call?: Partial<PaceCall>) {
  const ends = await Promise.allSettled(Array.from({ length: count }, () => room.take(call)));
  return ends.map((end) => (end.status === 'fulfilled' ? 'out' : end.reason));
}

export const of = (per: Budget['per'], rule: BudgetRule, name = `${per}-${rule.kind}`): Budget => ({
  name,
  per,
  rule,
});

export const window = (calls: number, perMs: number): BudgetRule => ({
  kind: 'sliding-window',
  calls,
  perMs,
});
