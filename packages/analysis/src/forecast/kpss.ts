import { at } from '../statistics/at.ts';
import { centred } from '../statistics/moments.ts';
import { differenced, isLevel } from './differences.ts';

/**
 * Statistic of Kwiatkowski, Phillips, Schmidt & Shin (1992) for stationarity around a
 * level: the mean square of the running sums of deviations over the long-run variance,
 * which is taken with Bartlett's weights up to ⌊3 √n / 13⌋ lags. Equals R's
 * urca::ur.kpss(type = 'mu', use.lag = trunc(3 * sqrt(n) / 13)). O(n · lags).
 */
export function kpssStatistic(values: Float64Array): number {
  const n = values.length;
  const deviations = centred(values);
  let running = 0;
  let squares = 0;
  for (let i = 0; i < n; i += 1) {
    running += at(deviations, i);
    squares += running * running;
  }
  const lags = Math.trunc((3 * Math.sqrt(n)) / 13);
  let longRun = 0;
  for (let lag = 0; lag <= lags; lag += 1) {
    let product = 0;
    for (let i = lag; i < n; i += 1) product += at(deviations, i) * at(deviations, i - lag);
    longRun += (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1))) * product;
  }
  return squares / (n * longRun);
}

/** Upper 5 % point of the statistic (table 1 of the paper). */
const fivePercent = 0.463;

/**
 * How often a series must be differenced to look stationary: until KPSS no longer rejects
 * at 5 %, at most `most` times. Equals R's forecast::ndiffs(test = 'kpss'). O(n · lags).
 */
export function differencesNeeded(values: Float64Array, most: number, size: number): number {
  let current = values;
  for (let order = 0; order < most; order += 1) {
    if (current.length < 8 || isLevel(current, size)) return order;
    if (!(kpssStatistic(current) > fivePercent)) return order;
    current = differenced(current, 1);
  }
  return most;
}
