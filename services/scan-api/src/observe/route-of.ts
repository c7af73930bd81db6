import type { FastifyRequest } from 'fastify';

/** The route's pattern: never a path, which holds ids. */
export const routeOf = (request: FastifyRequest): string =>
  request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched');
