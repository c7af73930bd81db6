/** Days of the quota end at midnight in this zone. */
const quotaZone = 'America/Los_Angeles';

export interface Quota {
  /** Charges one unit to `project` on the day of `at`; false when the day's units are used up. */
  charge(project: string, at: Date): boolean;
  /** Units used by all projects on the day of `at`. */
  used(at: Date): number;
  readonly dailyUnits: number;
}

/**
 * The daily bucket of a Google API: every call and every page costs one unit, whether it
 * succeeds or not; the keys and clients of a project share its bucket. A day that the world's
 * clock returns to keeps what was used on it.
 */
export function createQuota(dailyUnits: number): Quota {
  const usedByDay = new Map<string, Map<string, number>>();
  const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: quotaZone, dateStyle: 'short' });
  const day = (at: Date): string => dayFormat.format(at);
  return {
    dailyUnits,
    charge(project, at) {
      const today = usedByDay.get(day(at)) ?? new Map<string, number>();
      usedByDay.set(day(at), today);
      const used = today.get(project) ?? 0;
      if (used >= dailyUnits) return false;
      today.set(project, used + 1);
      return true;
    },
    used: (at) =>
      [...(usedByDay.get(day(at))?.values() ?? [])].reduce((sum, units) => sum + units, 0),
  };
}
