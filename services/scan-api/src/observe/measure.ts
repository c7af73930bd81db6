import type { Metrics } from '@viral-scan/runtime';
import type { App } from '../app.ts';
import { onAnswered } from './on-answered.ts';
import { routeOf } from './route-of.ts';

/** Counts and times every request, and logs one line of it: no body, no path, no user in clear. */
export function measureRequests(app: App, metrics: Metrics): void {
  app.server.on('connection', (socket) => {
    metrics.activeConnections.inc();
    socket.once('close', () => metrics.activeConnections.dec());
  });
  onAnswered(app, (request, reply, status) => {
    const { method } = request;
    const route = routeOf(request);
    metrics.requests.inc({ method, route, status });
    metrics.responseSeconds.observe({ route }, reply.elapsedTime / 1_000);
    request.log[isProbe(route) || isKeptDelivery(route, status) ? 'debug' : 'info'](
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

/** Hundreds a second; counted by platform. */
const isKeptDelivery = (route: string, status: number): boolean =>
  route.startsWith('/webhooks/') && status < 300;

const isProbe = (route: string): boolean => ['/health', '/ready', '/metrics'].includes(route);
