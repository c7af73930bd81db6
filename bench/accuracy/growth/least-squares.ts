import { mean } from '@viral-scan/analysis';

/** The plane z = a + b·x + c·y of least squares; the simple method to beat. O(n). */
export function fitPlane(
  x: Float64Array,
  y: Float64Array,
  z: Float64Array,
): (x: number, y: number) => number {
  const [mx, my, mz] = [mean(x) ?? 0, mean(y) ?? 0, mean(z) ?? 0];
  let [xx, xy, yy, xz, yz] = [0, 0, 0, 0, 0];
  x.forEach((value, i) => {
    const [dx, dy, dz] = [value - mx, (y[i] ?? 0) - my, (z[i] ?? 0) - mz];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
    xz += dx * dz;
    yz += dy * dz;
  });
  const determinant = xx * yy - xy * xy;
  const b = (xz * yy - yz * xy) / determinant;
  const c = (yz * xx - xz * xy) / determinant;
  return (atX, atY) => mz + b * (atX - mx) + c * (atY - my);
}
