/** Percent of the followers who come and go on a day, with log-normal noise. */
export interface FollowerRates {
  readonly gainedPct: number;
  readonly lostPct: number;
  readonly sigma: number;
}

export interface FollowerFlow {
  /** At the end of a day; of the first or last day for days outside. */
  at(day: number): number;
  /** 0 for days outside. */
  gained(day: number): number;
  lost(day: number): number;
}

/** Followers by day number, drawn backwards from the figure at the end. Both days are included. */
export function createFollowerFlow(
  { gainedPct, lostPct, sigma }: FollowerRates,
  atEnd: number,
  first: number,
  last: number,
  random: { normal(): number },
): FollowerFlow {
  const days = last - first + 1;
  const gained = new Int32Array(days);
  const lost = new Int32Array(days);
  const followers = new Int32Array(days);
  let now = atEnd;
  for (let day = days - 1; day >= 0; day -= 1) {
    const draw = (pct: number): number =>
      Math.round(now * (pct / 100) * Math.exp(sigma * random.normal()));
    followers[day] = now;
    gained[day] = draw(gainedPct);
    lost[day] = draw(lostPct);
    now -= (gained[day] ?? 0) - (lost[day] ?? 0);
  }
  return {
    at: (day) => followers[Math.max(0, Math.min(days - 1, day - first))] ?? 0,
    gained: (day) => gained[day - first] ?? 0,
    lost: (day) => lost[day - first] ?? 0,
  };
}
