/** How well scores agree with reference scores or known anomalies. */

function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const found = values.map(() => 0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (let i = from; i < to; i += 1) found[order[i] ?? 0] = (from + to + 1) / 2;
    from = to;
  }
  return found;
}

/** Pearson's correlation of mid-ranks. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranks(a), ranks(b)];
  const middle = (a.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  x.forEach((rank, i) => {
    const [dx, dy] = [rank - middle, (y[i] ?? 0) - middle];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  });
  return xy / Math.sqrt(xx * yy);
}

/** Share of the reference's first `share` of rows that are among our own. */
export function topOverlap(
  scores: readonly number[],
  rankDescending: readonly number[],
  share: number,
): number {
  const count = Math.max(1, Math.round(scores.length * share));
  const order = scores.map((_, i) => i).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const own = new Set(order.slice(0, count));
  return rankDescending.slice(0, count).filter((row) => own.has(row)).length / count;
}

/** Chance that a planted row scores above another one, a tie counting half. */
export function areaUnderCurve(scores: readonly number[], planted: readonly number[]): number {
  const rank = ranks(scores);
  const sum = planted.reduce((total, row) => total + (rank[row] ?? 0), 0);
  const others = scores.length - planted.length;
  return (sum - (planted.length * (planted.length + 1)) / 2) / (planted.length * others);
}
