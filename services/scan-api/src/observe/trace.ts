import type { Tracing } from '@viral-scan/runtime';
import type { App } from '../app.ts';
import { onAnswered } from './on-answered.ts';
import { routeOf } from './route-of.ts';

/** One span per request, a child of the caller's when it sent a `traceparent`. */
export function traceRequests(app: App, tracing: Tracing): void {
  const ends = new WeakMap<object, (status: number) => void>();
  app.addHook('onRequest', (request, _reply, done) => {
    const { promise: status, resolve } = Promise.withResolvers<number>();
    ends.set(request, resolve);
    const given = request.headers.traceparent;
    const attributes = {
      'http.request.method': request.method,
      'http.route': routeOf(request),
    };
    tracing
      .withTraceparent(typeof given === 'string' ? given : null, () =>
        tracing.span(
          `${request.method} ${routeOf(request)}`,
          attributes,
          async (span) => {
            done();
            span.set({ 'http.response.status_code': await status });
            if ((await status) >= 500) throw new Error(`answered ${await status}`);
          },
          { kind: 'server' },
        ),
      )
      // The span is marked; the error itself has been answered and logged.
      .catch(() => undefined);
  });
  onAnswered(app, (request, _reply, status) => ends.get(request)?.(status));
}
