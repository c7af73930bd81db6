/** A post's views at age `h` hours: final × (1 − exp(−(h / tauHours)^shape)). */
export interface GrowthShape {
  readonly tauHours: number;
  readonly shape: number;
}

/** The share of its final views that a post has at a moment: from 0 towards 1, never falling. */
export function shareGrownAt({ tauHours, shape }: GrowthShape, createdAt: Date, at: Date): number {
  const ageHours = (at.getTime() - createdAt.getTime()) / 3_600_000;
  return ageHours <= 0 ? 0 : 1 - Math.exp(-((ageHours / tauHours) ** shape));
}
