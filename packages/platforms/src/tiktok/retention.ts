import { maxRetentionPoints, type RetentionCurve, retentionProblem } from '@viral-scan/contracts';
import type { JsonNode } from '../answer/json-node.ts';

/**
 * `video_view_retention`, `[{second: "3", percentage: 0.72}]`: a point per second, shares as
 * fractions, seconds as texts, in no promised order. A curve that makes no sense is null and the
 * post stays. Of a long video every n-th second is kept, so that the curve has at most
 * `maxRetentionPoints`.
 */
export function parseRetention({ value }: JsonNode): RetentionCurve | null {
  if (!Array.isArray(value)) return null;
  const shareAt = new Map<number, number>();
  for (const point of value as unknown[]) {
    const { second, percentage } = (point ?? {}) as { second?: unknown; percentage?: unknown };
    const at = numberOf(second);
    const share = numberOf(percentage);
    if (Number.isNaN(at) || Number.isNaN(share)) return null;
    if (!shareAt.has(at)) shareAt.set(at, share);
  }
  const points = [...shareAt].sort(([a], [b]) => a - b);
  const every = Math.ceil(points.length / maxRetentionPoints);
  const kept = points.filter((_, index) => index % every === 0);
  const curve = { seconds: kept.map(([at]) => at), shares: kept.map(([, share]) => share) };
  return retentionProblem(curve) === null ? curve : null;
}

/** NaN when it is neither a number nor the text of one. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,9}(\.\d{1,20})?$/.test(value)
    ? Number(value)
    : Number.NaN;
}
