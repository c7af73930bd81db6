const z975 = 1.959963984540054;

/**
 * 95 % interval of Spearman's coefficient: Fisher's z with the variance (1 + r²/2) / (n − 3) of
 * Bonett & Wright (2000, Psychometrika 65:23–28). Null for fewer than four pairs. O(1).
 */
export function spearmanInterval(coefficient: number, pairs: number): [number, number] | null {
  if (pairs < 4) return null;
  const z = Math.atanh(coefficient);
  const half = z975 * Math.sqrt((1 + coefficient ** 2 / 2) / (pairs - 3));
  return [Math.tanh(z - half), Math.tanh(z + half)];
}
