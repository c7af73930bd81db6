import type { FastifyRequest } from 'fastify';

const heads = ['/scrape', '/task', '/viral-posts', '/rate-limit'];

/** True below the paths of this surface, known ones or not: refusals have its own shape there. */
export function isScraperCall(request: Pick<FastifyRequest, 'routeOptions' | 'url'>): boolean {
  const path = request.routeOptions.url ?? request.url;
  return heads.some(
    (head) => path.startsWith(head) && /^(?:[/?#]|$)/.test(path.slice(head.length)),
  );
}
