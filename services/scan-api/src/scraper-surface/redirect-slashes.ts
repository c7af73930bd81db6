import type { HTTPMethods } from 'fastify';
import type { App } from '../app.ts';
import { noSuchThing } from '../problems/fastify-problems.ts';
import { HttpProblem } from '../problems/http-problem.ts';
import { namesNothing } from '../problems/method-not-allowed.ts';

/**
 * Listens to the routes registered in `surface`; the function it answers sends calls of any of their
 * paths with a slash behind it to the path without, as FastAPI does, whoever calls. 307 keeps method
 * and body; the address is relative, since the caller may know us by another name.
 */
export function redirectSlashes(surface: App): (app: App) => void {
  const urls = new Set<string>();
  surface.addHook('onRoute', ({ url }) => void urls.add(url));
  return (app) => {
    for (const url of urls) {
      app.route({
        url: `${url}/`,
        method: app.supportedMethods as HTTPMethods[],
        exposeHeadRoute: false,
        schema: { hide: true },
        // Before the body is read.
        onRequest: async (request, reply) => {
          if (namesNothing(request)) throw new HttpProblem(noSuchThing);
          return reply
            .code(307)
            .header('location', withoutSlash(request.raw.url ?? ''))
            .send();
        },
        handler: async () => undefined,
      });
    }
  };
}

/** `/viral-posts/?limit=1` → `/viral-posts?limit=1`; an origin in front of it goes. */
const withoutSlash = (target: string): string =>
  target.replace(/^[^/]+:\/\/[^/?#]*/, '').replace(/^([^?#]*)\/(?=$|[?#])/, '$1');
