import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../app.ts';
import { noSuchThing } from './fastify-problems.ts';
import { type ProblemParts, problemDocument } from './http-problem.ts';
import { problemOf } from './problem-of.ts';

export const problemMediaType = 'application/problem+json';

/** Errors and unknown routes are answered as problem documents; what is our fault is logged. */
export function answerWithProblems(app: App): void {
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
  app.setNotFoundHandler((request, reply) => send(noSuchThing, request, reply));
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const parts = problemOf(error, request);
  if (parts.status >= 500) request.log.error({ err: error }, 'a request failed');
  else request.log.debug({ err: error }, 'a request was refused');
  return send(parts, request, reply);
}

function send(parts: ProblemParts, request: FastifyRequest, reply: FastifyReply) {
  // Fastify would close at once, and a caller still sending its body would not see the answer.
  if (!request.raw.complete) reply.removeHeader('connection');
  return reply
    .code(parts.status)
    .headers(parts.headers ?? {})
    .type(problemMediaType)
    .send(JSON.stringify(problemDocument(parts, request.id)));
}
