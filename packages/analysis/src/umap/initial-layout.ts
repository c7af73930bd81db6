import { sharedFloat32 } from '../parallel/shared-arrays.ts';
import { sfc32 } from '../random/sfc32.ts';
import type { Points } from './points.ts';
import { alongPrincipalAxes } from './principal-axes.ts';

/** Each axis reaches from 0 to this before the first epoch, as in umap-learn. */
const EXTENT = 10;
/** Parts rows that are the same. */
const JITTER = 1e-4;
/** An axis along which the rows, which lie within ±1, differ by less is no axis. */
const LEAST_RANGE = 1e-6;

/**
 * Where the rows begin: on their principal axes, with a little seeded noise. umap-learn begins
 * with eigenvectors of the graph; walks of 20 and 100 steps on the graph from here, which tend to
 * those, changed trustworthiness by less than 0.001 and neighbours kept by less than 0.01 (a
 * 12-dimensional mixture of 10,000 rows, a rolled sheet of 6,000), so they are not worth their time.
 * O(rows · width²).
 */
export function initialLayout(points: Points, components: number, seed: number): Float32Array {
  const layout = sharedFloat32(points.rows * components);
  alongPrincipalAxes(points, components, layout);
  const random = sfc32([seed, 0, 0x1a70]);
  for (let axis = 0; axis < components; axis += 1) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = axis; i < layout.length; i += components) {
      low = Math.min(low, layout[i] as number);
      high = Math.max(high, layout[i] as number);
    }
    const scale = high - low > LEAST_RANGE ? EXTENT / (high - low) : 0;
    for (let i = axis; i < layout.length; i += components) {
      layout[i] = scale * ((layout[i] as number) - low) + JITTER * (random() - 0.5);
    }
  }
  return layout;
}
