import { neighbourPreservation, spearman, trustworthiness } from '@viral-scan/analysis';
import type { Capability, Judged, Judgement } from './capability.ts';
import { forecast, layout } from './settings.ts';
import { readNumbers } from './subject.ts';

/** How results are compared, so that it shows that the same work was done. */
type Judge = Capability['judge'];

const nothing: Judgement = { text: '', met: null };

export const equalShare: Judge = ({ result, ours }) => {
  if (ours === null) return nothing;
  const equal = result.reduce((sum, value, i) => sum + (value === ours[i] ? 1 : 0), 0);
  const share = result.length === ours.length ? equal / result.length : 0;
  return { text: `${(100 * share).toFixed(share === 1 ? 0 : 1)} % equal`, met: null };
};

export const sameBytes: Judge = ({ result, ours }) => {
  if (ours === null) return nothing;
  const same = result.every((value, i) => value === ours[i]);
  return { text: same ? 'same report, byte for byte' : 'ANOTHER REPORT', met: same };
};

/** The largest difference beside the largest value; NaN at the same places. */
export const largestDifference: Judge = ({ result, ours }) => {
  if (ours === null) return nothing;
  if (result.length !== ours.length) return { text: 'of another length', met: null };
  let [difference, largest] = [0, 0];
  for (let i = 0; i < result.length; i += 1) {
    const [theirs, own] = [result[i] as number, ours[i] as number];
    if (Number.isNaN(theirs) && Number.isNaN(own)) continue;
    const apart = Math.abs(theirs - own);
    difference = Number.isNaN(apart) ? Infinity : Math.max(difference, apart);
    largest = Math.max(largest, Math.abs(theirs));
  }
  const relative = difference / largest;
  return { text: relative === 0 ? 'equal' : `equal to ${relative.toExponential(0)}`, met: null };
};

export const sameOrder: Judge = ({ result, ours }) => {
  if (ours === null) return nothing;
  const found = spearman(result, ours);
  return { text: `rank correlation ${found?.coefficient.toFixed(3) ?? 'none'}`, met: null };
};

const mostLookedAt = 1_000;

function layoutQuality({ data, rows }: Judged, found: Float64Array) {
  const comparison = {
    data: readNumbers(data, rows, 12),
    dims: 12,
    layout: found,
    components: 2,
    neighbours: layout.neighbours,
    sample: mostLookedAt,
  };
  return {
    trust: trustworthiness(comparison) ?? Number.NaN,
    kept: neighbourPreservation(comparison) ?? Number.NaN,
  };
}

/** At least the reference's trustworthiness less 0.003, and 0.95 of the neighbours it keeps. */
export const layoutJudge: Judge = (judged) => {
  const { trust, kept } = layoutQuality(judged, judged.result);
  const text = `trustworthiness ${trust.toFixed(4)}, neighbours kept ${kept.toFixed(3)}`;
  if (judged.ours === null) return { text, met: null };
  const own = layoutQuality(judged, judged.ours);
  return { text, met: own.trust >= trust - 0.003 && own.kept >= 0.95 * kept };
};

export const clusterCount: Judge = ({ result }) => {
  const noise = result.reduce((sum, label) => sum + (label < 0 ? 1 : 0), 0);
  const clusters = new Set(result.filter((label) => label >= 0)).size;
  return {
    text: `${clusters} clusters, ${((100 * noise) / result.length).toFixed(1)} % noise`,
    met: null,
  };
};

/** Mean absolute error beside that of the seasonal naive forecast inside the history. */
export const scaledError: Judge = ({ data, rows, result }) => {
  const { history, horizon, period } = forecast;
  const numbers = readNumbers(data, rows, history + horizon);
  let sum = 0;
  for (let row = 0; row < rows; row += 1) {
    const series = numbers.subarray(row * (history + horizon), (row + 1) * (history + horizon));
    let [scale, error] = [0, 0];
    for (let day = period; day < history; day += 1) {
      scale += Math.abs((series[day] as number) - (series[day - period] as number));
    }
    for (let h = 0; h < horizon; h += 1) {
      error += Math.abs((series[history + h] as number) - (result[row * horizon + h] as number));
    }
    sum += error / horizon / (scale / (history - period));
  }
  return { text: `mean MASE ${(sum / rows).toFixed(3)}`, met: null };
};

export const noJudge: Judge = () => nothing;
