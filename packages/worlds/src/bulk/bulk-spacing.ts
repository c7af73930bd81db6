/**
 * Bulk accounts post at even distances over the last 180 days of their world: the moment, the
 * id and every figure of a post follow from its number, so that nothing of them is kept.
 */
export interface BulkSpacing {
  readonly posts: number;
  /** Of post `index`, oldest (0) first: a whole second of its own. */
  publishedAt(index: number): Date;
  /** Posts published at `at` or before. */
  countBy(at: Date): number;
}

const spanMs = 180 * 86_400_000;

/** @throws RangeError when there are more posts than seconds. */
export function bulkSpacing(posts: number, endsAt: Date): BulkSpacing {
  const stepMs = Math.floor(spanMs / posts / 1_000) * 1_000;
  if (stepMs === 0) throw new RangeError(`${posts} posts are more than one a second`);
  // Two hours before the world ends, the newest post is out.
  const lastMs = Math.floor(endsAt.getTime() / 1_000) * 1_000 - 2 * 3_600_000;
  const firstMs = lastMs - (posts - 1) * stepMs;
  return {
    posts,
    publishedAt: (index) => new Date(firstMs + index * stepMs),
    countBy: (at) =>
      Math.max(0, Math.min(posts, Math.floor((at.getTime() - firstMs) / stepMs) + 1)),
  };
}
