import type { Caller } from '../limits/limits.ts';
import type { Operation, PlatformApi } from '../platform-apis.ts';
import { type BusiestWindow, createCallMeter } from './call-meter.ts';

/** One page of a list, as it was asked for. */
export interface FetchedPage {
  readonly api: PlatformApi;
  readonly operation: string;
  /** Whose list: a playlist, an account, a post. */
  readonly list: string;
  /** As the caller gave it; null for the first page. */
  readonly cursor: string | null;
}

/** What was asked of the platforms since the start; tests read it to see which calls were made. */
export interface RequestLog {
  /** At the end of every call; `path` without its query. */
  count(path: string, operation: Operation, status: number): void;
  /** Once the caller of a call is known. */
  called(api: PlatformApi, caller: Caller): void;
  /** The platform's own code or reason of a refusal. */
  refused(api: PlatformApi, reason: string): void;
  /** A page was answered with its content. */
  page(page: FetchedPage): void;
  chargeUnit(): void;
  summary(): RequestSummary;
  pages(): readonly (FetchedPage & { readonly fetched: number })[];
  clear(): void;
}

export interface RequestSummary {
  readonly total: number;
  readonly by_path: Readonly<Record<string, number>>;
  readonly by_status: Readonly<Record<string, number>>;
  readonly quota_units: number;
  readonly by_api: Readonly<
    Record<
      string,
      {
        readonly calls: number;
        readonly by_operation: Readonly<Record<string, number>>;
        readonly refused: Readonly<Record<string, number>>;
      }
    >
  >;
  readonly busiest: readonly BusiestWindow[];
  readonly pages: { readonly fetched: number; readonly more_than_once: number };
}

/** Paths and operations that a stranger made up are not remembered one by one. */
const maxPaths = 200;
const maxPages = 200_000;

type Counts = Map<string, number>;

function add(counts: Counts, name: string, most: number): void {
  const known = counts.has(name) || counts.size < most ? name : 'other';
  counts.set(known, (counts.get(known) ?? 0) + 1);
}

export function createRequestLog(now: () => number): RequestLog {
  const byPath: Counts = new Map();
  const byStatus: Counts = new Map();
  const apis = new Map<PlatformApi, { calls: number; operations: Counts; refused: Counts }>();
  const pages = new Map<string, { page: FetchedPage; fetched: number }>();
  const meter = createCallMeter(now);
  let units = 0;
  let total = 0;
  const apiOf = (api: PlatformApi) => {
    const known = apis.get(api) ?? { calls: 0, operations: new Map(), refused: new Map() };
    apis.set(api, known);
    return known;
  };
  return {
    count(path, { api, operation }, status) {
      add(byPath, path, maxPaths);
      add(byStatus, String(status), maxPaths);
      total += 1;
      const counted = apiOf(api);
      counted.calls += 1;
      add(counted.operations, operation, maxPaths);
    },
    called: (api, caller) => meter.count(api, caller),
    refused: (api, reason) => add(apiOf(api).refused, reason, maxPaths),
    page(page) {
      const key = JSON.stringify([page.api, page.operation, page.list, page.cursor]);
      const known = pages.get(key);
      if (known !== undefined) known.fetched += 1;
      else if (pages.size < maxPages) pages.set(key, { page, fetched: 1 });
    },
    chargeUnit() {
      units += 1;
    },
    summary: () => ({
      total,
      by_path: Object.fromEntries(byPath),
      by_status: Object.fromEntries(byStatus),
      quota_units: units,
      by_api: Object.fromEntries(
        [...apis].map(([api, { calls, operations, refused }]) => [
          api,
          {
            calls,
            by_operation: Object.fromEntries(operations),
            refused: Object.fromEntries(refused),
          },
        ]),
      ),
      busiest: meter.busiest(),
      pages: {
        fetched: [...pages.values()].reduce((sum, { fetched }) => sum + fetched, 0),
        more_than_once: [...pages.values()].filter(({ fetched }) => fetched > 1).length,
      },
    }),
    pages: () => [...pages.values()].map(({ page, fetched }) => ({ ...page, fetched })),
    clear() {
      byPath.clear();
      byStatus.clear();
      apis.clear();
      pages.clear();
      meter.clear();
      units = 0;
      total = 0;
    },
  };
}
