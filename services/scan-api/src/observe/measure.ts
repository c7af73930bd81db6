import type { Metrics } from '@viral-scan/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../app.ts';
import { routeOf } from './route-of.ts';

/** nginx's code for a caller that went away; never sent. */
const clientClosedRequest = 499;

const statusOf = (request: FastifyRequest, reply: FastifyReply): number =>
  request.raw.readableAborted && !request.raw.complete ? clientClosedRequest : reply.statusCode;

/** Counts and times every request, and logs one line of it: no body, no path, no user in clear. */
export function measureRequests(app: App, metrics: Metrics): void {
  app.server.on('connection', (socket) => {
    metrics.activeConnections.inc();
    socket.once('close', () => metrics.activeConnections.dec());
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = routeOf(request);
    const status = statusOf(request, reply);
    metrics.requests.inc({ method, route, status });
    metrics.responseSeconds.observe({ route }, reply.elapsedTime / 1_000);
    request.log[isProbe(route) ? 'debug' : 'info'](
      {
        method,
        route,
        status,
        duration_ms: Math.round(reply.elapsedTime),
        ...(request.caller && { user_id: request.caller.userId }),
      },
      'request answered',
    );
  });
}

const isProbe = (route: string): boolean => ['/health', '/ready', '/metrics'].includes(route);
