import type { ArmaFit, ArmaOrder } from './fit-arma.ts';
import { fitArma } from './fit-arma.ts';

const most = 5;
const search = { tolerance: 1e-5, iterations: 30 };
const finish = { tolerance: 1e-11, iterations: 100 };

/** The orders next to one that may be better, in the order in which R tries them. */
function neighbours({ p, q, withMean }: ArmaOrder): ArmaOrder[] {
  const steps = [
    [-1, 0],
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, -1],
    [-1, 1],
    [1, -1],
    [1, 1],
  ] as const;
  return [
    ...steps.map(([dp, dq]) => ({ p: p + dp, q: q + dq, withMean })),
    { p, q, withMean: !withMean },
  ];
}

/**
 * The ARMA model of a stationary series with the smallest AICc, by the stepwise search of
 * Hyndman & Khandakar (2008), as R's forecast::auto.arima(seasonal = FALSE): from the best
 * of (2,2), (0,0), (1,0) and (0,1) to better neighbours until none is. p + q is at most 5
 * (R's max.order, which it keeps in its full search only) and a third of the series.
 * `constants` are those to choose from: with a mean, without. Fits along the way stop
 * early; the chosen one is finished. O(models tried · cost of a fit).
 */
export function selectArma(values: Float64Array, constants: readonly boolean[]): ArmaFit {
  const limit = Math.min(most, Math.floor(values.length / 3));
  const known = new Map<string, ArmaFit>();
  let best: ArmaFit | null = null;
  const attempt = (order: ArmaOrder): boolean => {
    const { p, q, withMean } = order;
    const name = `${p},${q},${withMean}`;
    const outside = p < 0 || q < 0 || p + q > limit || !constants.includes(withMean);
    if (outside || known.has(name)) return false;
    const fit = fitArma(values, order, search, best);
    known.set(name, fit);
    if (best !== null && !(fit.aicc < best.aicc)) return false;
    best = fit;
    return true;
  };
  const withMean = constants.includes(true);
  const simplest = fitArma(values, { p: 0, q: 0, withMean }, search);
  const corner = Math.min(2, Math.floor(limit / 2));
  attempt({ p: corner, q: corner, withMean });
  attempt({ p: 0, q: 0, withMean });
  attempt({ p: 1, q: 0, withMean });
  attempt({ p: 0, q: 1, withMean });
  attempt({ p: 0, q: 0, withMean: false });
  let chosen: ArmaFit = best ?? simplest;
  while (neighbours(chosen).some(attempt)) chosen = best ?? chosen;
  const finished = fitArma(values, chosen, finish, chosen);
  if (Number.isFinite(finished.aicc)) return finished;
  return Number.isFinite(chosen.aicc) ? chosen : simplest;
}
