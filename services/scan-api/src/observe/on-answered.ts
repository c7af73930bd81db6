import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../app.ts';

/** nginx's code for a caller that went away; never sent. */
const clientClosedRequest = 499;

/**
 * Calls `listener` once per request, when its answer has gone out or its caller has gone away
 * (where Fastify's `onResponse` stays silent).
 */
export function onAnswered(
  app: App,
  listener: (request: FastifyRequest, reply: FastifyReply, status: number) => void,
): void {
  app.addHook('onRequest', (request, reply, done) => {
    let isTold = false;
    // Bound to the request's own context, for the ids in log lines.
    const tell = AsyncLocalStorage.bind((status: number) => {
      if (isTold) return;
      isTold = true;
      listener(request, reply, status);
    });
    reply.raw.once('finish', () => tell(reply.statusCode));
    reply.raw.once('close', () => tell(clientClosedRequest));
    done();
  });
}
