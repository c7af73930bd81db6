const EULER_GAMMA = 0.577_215_664_901_532_9;

/**
 * c(n): mean number of splits an unsuccessful search in a binary search tree of n values takes,
 * which is what an isolation tree needs on average (Liu, Ting & Zhou 2008, equation 1, with
 * the harmonic number as ln + γ); 1 for two values and 0 below, as scikit-learn has it. O(1).
 */
export function averagePathLength(n: number): number {
  if (n <= 1) return 0;
  return n === 2 ? 1 : 2 * (Math.log(n - 1) + EULER_GAMMA) - (2 * (n - 1)) / n;
}
