import { z } from 'zod';
import { type PlatformApi, platformApis } from '../platform-apis.ts';
import { SlidingWindow } from './sliding-window.ts';

/** So many calls in any window of so many seconds. */
export const limitRuleSchema = z.strictObject({
  api: z.enum(platformApis),
  /** Whose calls count together. `operation`: those of an app to one operation. */
  per: z.enum(['app', 'user', 'operation']),
  calls: z.number().int().min(0).max(1_000_000),
  window_s: z.number().min(0.01).max(86_400),
});
export type LimitRule = z.infer<typeof limitRuleSchema>;

/** Written `api:per:calls/seconds`, such as `tiktok-accounts:app:10/1`. */
export function readLimitRule(text: string): LimitRule | null {
  const match = /^([a-z-]+):([a-z]+):(\d+)\/(\d+(?:\.\d+)?)$/.exec(text);
  if (match === null) return null;
  const [, api, per, calls, seconds] = match;
  const rule = { api, per, calls: Number(calls), window_s: Number(seconds) };
  const parsed = limitRuleSchema.safeParse(rule);
  return parsed.success ? parsed.data : null;
}

export const writeLimitRule = ({ api, per, calls, window_s }: LimitRule): string =>
  `${api}:${per}:${calls}/${window_s}`;

/** TikTok's and Meta's as documented; the rest far above what anyone needs. */
export const defaultLimits =
  'tiktok-accounts:app:10/1,tiktok-accounts:app:600/60,tiktok-display:operation:600/60,' +
  'youtube-data:user:3000/60,youtube-analytics:user:720/60,' +
  // Meta's are 4800 calls a day for each impression: here ten, the least that Threads counts with.
  'instagram-login:user:48000/86400,instagram-facebook:user:48000/86400,' +
  'instagram-facebook:app:100000/3600,threads:user:48000/86400,' +
  'threads-search:user:2200/86400,threads-profiles:user:1000/86400';

export interface Caller {
  /** Client id, or `key` for API keys. */
  readonly app: string;
  /** Account; null for an API key. */
  readonly user: string | null;
}

export interface LimitUsage {
  readonly rule: LimitRule;
  /** 100: nothing is left. */
  readonly percent: number;
  /** Real milliseconds; 0 while there is room. */
  readonly freeInMs: number;
}

export interface Limits {
  /** Counts the call when every rule allows it; else the rule that does not. */
  take(api: PlatformApi, operation: string, caller: Caller): LimitRule | null;
  /** The rule that would refuse a call; counts nothing. */
  wouldRefuse(api: PlatformApi, operation: string, caller: Caller): LimitRule | null;
  /** How much is used up, and when there is room again. */
  usage(api: PlatformApi, operation: string, caller: Caller): readonly LimitUsage[];
  rules(): readonly LimitRule[];
  /** Starts counting anew. */
  set(rules: readonly LimitRule[]): void;
}

/** Refused calls do not count. */
export function createLimits(initial: readonly LimitRule[], now: () => number): Limits {
  let rules = initial;
  let windows = new Map<string, SlidingWindow>();

  const keyOf = (rule: LimitRule, operation: string, { app, user }: Caller): string | null => {
    const name = writeLimitRule(rule);
    if (rule.per === 'app') return `${name} ${app}`;
    if (rule.per === 'operation') return `${name} ${app} ${operation}`;
    return user === null ? null : `${name} ${app} ${user}`;
  };
  const windowOf = (key: string, rule: LimitRule): SlidingWindow => {
    const window = windows.get(key) ?? new SlidingWindow(rule.window_s * 1_000);
    windows.set(key, window);
    return window;
  };

  /** The rules that a call counts for, each with its window. */
  const countersOf = (api: PlatformApi, operation: string, caller: Caller) =>
    rules.flatMap((rule) => {
      const key = rule.api === api ? keyOf(rule, operation, caller) : null;
      return key === null ? [] : [{ rule, window: windowOf(key, rule) }];
    });
  const refuserOf = (counters: ReturnType<typeof countersOf>): LimitRule | null =>
    counters.find(({ rule, window }) => window.count(now()) >= rule.calls)?.rule ?? null;

  return {
    take(api, operation, caller) {
      const counters = countersOf(api, operation, caller);
      const refuser = refuserOf(counters);
      if (refuser === null) for (const { window } of counters) window.add(now());
      return refuser;
    },
    wouldRefuse: (api, operation, caller) => refuserOf(countersOf(api, operation, caller)),
    usage: (api, operation, caller) =>
      countersOf(api, operation, caller).map(({ rule, window }) => {
        const at = now();
        const count = window.count(at);
        return {
          rule,
          percent: rule.calls === 0 ? 100 : Math.floor((100 * count) / rule.calls),
          freeInMs: window.freeAtMs(at, rule.calls) - at,
        };
      }),
    rules: () => rules,
    set(next) {
      rules = next;
      windows = new Map();
    },
  };
}
