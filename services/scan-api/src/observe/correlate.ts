import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { withCorrelation } from '@viral-scan/runtime';
import type { App } from '../app.ts';

const saneId = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;

/** The caller's `X-Request-Id` when it is one, else a new id. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && saneId.test(given) ? given : randomUUID();
}

/** The request id goes into every log line of the request and back to the caller. */
export function correlate(app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    withCorrelation(request.id, done);
  });
}
