import type { Parallel } from '../parallel/parallel.ts';
import { serial } from '../parallel/serial.ts';
import type { Random } from '../random/sfc32.ts';
import { arrangeRows } from './arrange-rows.ts';
import { growForest } from './forest.ts';
import { joinNeighbours } from './fuzzy-graph.ts';
import { initialLayout } from './initial-layout.ts';
import { type Neighbours, searchAllNeighbours, searchForest } from './nearest-neighbours.ts';
import { type Points, reordered, toPoints } from './points.ts';

export interface UmapOptions {
  /** Its first draw is the seed of everything that is random. */
  readonly random: Random;
  /** The row itself among them, as in umap-learn: 15. From 2. */
  readonly neighbors?: number;
  /** How close rows may come in the layout: 0.1. */
  readonly minDist?: number;
  /** Dimensions of the layout: 2. */
  readonly components?: number;
  /** 500 up to 10,000 rows, 200 above. */
  readonly epochs?: number;
  /** Used from 2,000 rows; changes nothing but the time. */
  readonly parallel?: Parallel;
}

export interface UmapLayout {
  readonly status: 'sufficient';
  /** rows × components, row-major. */
  readonly layout: Float64Array;
}

export interface NoLayout {
  readonly status: 'insufficient';
  /** `too_few_rows`: no more than neighbors, so that all would be everyone's neighbours. */
  readonly reason: 'too_few_rows' | 'all_equal' | 'not_finite';
}

const MOST_ROWS_WITH_500_EPOCHS = 10_000;
const ROWS_WORTH_THREADS = 2000;
/** Up to here all distances are cheaper than a forest. */
const MOST_ROWS_SEARCHED = 4096;

/**
 * Uniform Manifold Approximation and Projection (McInnes, Healy & Melville 2018): a layout of
 * the rows in which near rows stay near, by Euclidean distance; scale the columns first. Defaults
 * and conventions of umap-learn 0.5, quality within the noise of its seeds, except:
 *
 * - neighbours are exact up to 4,096 rows; above, by twelve random-projection trees and a round of
 *   nearest-neighbour descent (98 % of the true ones on 100,000 rows of 12 dimensions),
 * - it begins on the principal axes (`initialLayout`),
 * - rows are moved all at once from one epoch's places to the next (`moveRows`), so that the same
 *   seed gives the same bytes on any number of workers.
 *
 * `data` is row-major, rows × dims. Equal rows are laid out like any others: close together.
 * O(rows · (log rows · dims + epochs · neighbors)); some 1.5 kB of memory a row.
 *
 * @example
 * const found = umap(features, 2000, 9, { random: randomFor('clusters', accountId), parallel });
 * if (found.status === 'sufficient') dbscan(found.layout, 2, { eps: 0.5, minPoints: 10 });
 */
export function umap(
  data: Float64Array,
  rows: number,
  dims: number,
  options: UmapOptions,
): UmapLayout | NoLayout {
  const { neighbors = 15, minDist = 0.1, components = 2, random } = options;
  const { epochs = rows <= MOST_ROWS_WITH_500_EPOCHS ? 500 : 200 } = options;
  requireWhole('dims', dims, 1);
  requireWhole('neighbors', neighbors, 2);
  requireWhole('components', components, 1);
  requireWhole('epochs', epochs, 1);
  if (data.length !== rows * dims) throw new RangeError('data is not rows × dims long');
  if (!(minDist >= 0 && minDist <= 1)) throw new RangeError('minDist lies from 0 to 1');

  if (rows <= neighbors) return { status: 'insufficient', reason: 'too_few_rows' };
  if (!allFinite(data)) return { status: 'insufficient', reason: 'not_finite' };
  const given = toPoints(data, rows, dims);
  if (given === null) return { status: 'insufficient', reason: 'all_equal' };

  const parallel = rows < ROWS_WORTH_THREADS ? serial : (options.parallel ?? serial);
  const seed = Math.floor(random() * 2 ** 32);
  const { points, order, neighbours } = searchNeighbours(given, neighbors - 1, seed, parallel);
  const graph = joinNeighbours(neighbours, 1 / epochs, parallel);
  const initial = initialLayout(points, components, seed);
  const arrangement = { components, minDist, epochs, seed };
  const arranged = arrangeRows(graph, initial, arrangement, parallel);
  return { status: 'sufficient', layout: inGivenOrder(arranged, rows, components, order) };
}

type Searched = {
  readonly points: Points;
  /** The row at each place of `points`; null when they were left where they were. */
  readonly order: Int32Array | null;
  readonly neighbours: Neighbours;
};

/** Many rows are first brought into the order of a tree's leaves: what is near in space is then near in memory. */
function searchNeighbours(given: Points, k: number, seed: number, parallel: Parallel): Searched {
  if (given.rows <= MOST_ROWS_SEARCHED) {
    const neighbours = searchAllNeighbours(given, k, parallel);
    return { points: given, order: null, neighbours };
  }
  const { order } = growForest(given, { trees: 1, leafSize: 30, seed: ~seed }, parallel);
  const points = reordered(given, order);
  return { points, order, neighbours: searchForest(points, k, seed, parallel) };
}

function inGivenOrder(
  arranged: Float32Array,
  rows: number,
  components: number,
  order: Int32Array | null,
): Float64Array {
  if (order === null) return Float64Array.from(arranged);
  const layout = new Float64Array(rows * components);
  for (let place = 0; place < rows; place += 1) {
    const to = (order[place] as number) * components;
    for (let c = 0; c < components; c += 1) {
      layout[to + c] = arranged[place * components + c] as number;
    }
  }
  return layout;
}

function allFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i += 1) if (!Number.isFinite(values[i])) return false;
  return true;
}

function requireWhole(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new RangeError(`${name} must be a whole number of at least ${least}, was ${value}`);
}
