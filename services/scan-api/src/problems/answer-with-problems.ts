import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../app.ts';
import { detailRefusal } from '../scraper-surface/refusals/detail-refusal.ts';
import { isScraperCall } from '../scraper-surface/scraper-paths.ts';
import { noSuchThing } from './fastify-problems.ts';
import { HttpProblem, problemDocument } from './http-problem.ts';
import { problemOf } from './problem-of.ts';
import type { Refusal } from './refusal.ts';

export const problemMediaType = 'application/problem+json';

/**
 * Errors and unknown routes are answered as problem documents, below the paths of the viral-scraper
 * surface in its own shape; what is our fault is logged.
 */
export function answerWithProblems(app: App): void {
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    answerError(new HttpProblem(noSuchThing), request, reply),
  );
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const refuse = isScraperCall(request) ? detailRefusal : problemRefusal;
  const { status, headers, mediaType, body } = refuse(error, request);
  if (status >= 500) request.log.error({ err: error }, 'a request failed');
  else request.log.debug({ err: error }, 'a request was refused');
  // Fastify would close at once, and a caller still sending its body would not see the answer.
  if (!request.raw.complete) reply.removeHeader('connection');
  return reply.code(status).headers(headers).type(mediaType).send(JSON.stringify(body));
}

function problemRefusal(error: unknown, request: FastifyRequest): Refusal {
  const parts = problemOf(error, request);
  return {
    status: parts.status,
    headers: parts.headers ?? {},
    mediaType: problemMediaType,
    body: problemDocument(parts, request.id),
  };
}
