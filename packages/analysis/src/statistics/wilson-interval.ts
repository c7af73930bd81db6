/** The normal distribution's 97.5 % point. */
const z = 1.959963984540054;

/**
 * 95 % interval of a share, `hits` of `trials`, by Wilson's score (1927):
 * scipy.stats.binomtest(hits, trials).proportion_ci(method='wilson'). Null without trials. O(1).
 */
export function wilsonInterval(hits: number, trials: number): readonly [number, number] | null {
  if (!(trials > 0) || !(hits >= 0 && hits <= trials)) return null;
  const share = hits / trials;
  const scale = 1 + z ** 2 / trials;
  const centre = (share + z ** 2 / (2 * trials)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / trials + (z / (2 * trials)) ** 2);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
