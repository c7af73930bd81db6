import type { Caller } from '../limits/limits.ts';
import { SlidingWindow } from '../limits/sliding-window.ts';
import type { PlatformApi } from '../platform-apis.ts';

const windowsMs = [1_000, 60_000] as const;

/** The most calls that arrived within a span, wherever it is laid. */
export interface BusiestWindow {
  readonly api: PlatformApi;
  readonly app: string;
  /** Null: all of the app's users together. */
  readonly user: string | null;
  readonly most_in_1s: number;
  readonly most_in_60s: number;
}

export interface CallMeter {
  count(api: PlatformApi, caller: Caller): void;
  busiest(): readonly BusiestWindow[];
  clear(): void;
}

interface Meter {
  readonly about: { readonly api: PlatformApi; readonly app: string; readonly user: string | null };
  readonly windows: readonly SlidingWindow[];
  readonly most: number[];
}

/** Counts every call of a known caller, also those that a limit refuses. */
export function createCallMeter(now: () => number): CallMeter {
  const meters = new Map<string, Meter>();
  const meterOf = (api: PlatformApi, app: string, user: string | null): Meter => {
    const key = JSON.stringify([api, app, user]);
    const meter = meters.get(key) ?? {
      about: { api, app, user },
      windows: windowsMs.map((ms) => new SlidingWindow(ms)),
      most: windowsMs.map(() => 0),
    };
    meters.set(key, meter);
    return meter;
  };
  return {
    count(api, { app, user }) {
      const at = now();
      const hit = [meterOf(api, app, null), ...(user === null ? [] : [meterOf(api, app, user)])];
      for (const { windows, most } of hit) {
        for (const [index, window] of windows.entries()) {
          window.add(at);
          most[index] = Math.max(most[index] ?? 0, window.count(at));
        }
      }
    },
    busiest: () =>
      [...meters.values()].map(({ about, most }) => ({
        ...about,
        most_in_1s: most[0] ?? 0,
        most_in_60s: most[1] ?? 0,
      })),
    clear: () => meters.clear(),
  };
}
