/** What was asked of the platforms since the start; tests read it to see which calls were made. */
export interface RequestLog {
  /** `path` without its query. */
  count(path: string, status: number): void;
  chargeUnit(): void;
  summary(): {
    readonly total: number;
    readonly by_path: Readonly<Record<string, number>>;
    readonly by_status: Readonly<Record<string, number>>;
    readonly quota_units: number;
  };
  clear(): void;
}

/** Paths that a stranger made up are not remembered one by one. */
const maxPaths = 200;

export function createRequestLog(): RequestLog {
  const byPath = new Map<string, number>();
  const byStatus = new Map<number, number>();
  let units = 0;
  let total = 0;
  return {
    count(path, status) {
      const name = byPath.has(path) || byPath.size < maxPaths ? path : 'other';
      byPath.set(name, (byPath.get(name) ?? 0) + 1);
      byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
      total += 1;
    },
    chargeUnit() {
      units += 1;
    },
    summary: () => ({
      total,
      by_path: Object.fromEntries(byPath),
      by_status: Object.fromEntries(byStatus),
      quota_units: units,
    }),
    clear() {
      byPath.clear();
      byStatus.clear();
      units = 0;
      total = 0;
    },
  };
}
