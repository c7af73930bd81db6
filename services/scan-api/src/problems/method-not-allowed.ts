import { METHODS } from 'node:http';
import type { FastifyRequest, HTTPMethods } from 'fastify';
import type { App } from '../app.ts';
import { noSuchThing } from './fastify-problems.ts';
import { HttpProblem } from './http-problem.ts';

/** All that Node reads, such as TRACE and PROPFIND; it hands CONNECT on to nobody. */
const methods = METHODS.filter((name) => name !== 'CONNECT') as readonly HTTPMethods[];

/**
 * Listens to the routes registered after it; the function it answers gives each of their paths a
 * 405 for all other methods.
 */
export function refuseOtherMethods(app: App): () => void {
  for (const name of methods) if (!app.supportedMethods.includes(name)) app.addHttpMethod(name);
  const known = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const offered = known.get(url) ?? new Set();
    for (const name of [method].flat()) offered.add(name);
    known.set(url, offered);
  });
  return () => {
    for (const [url, offered] of [...known]) {
      const missing = methods.filter((method) => !offered.has(method));
      if (missing.length === 0) continue;
      const allow = [...offered].sort().join(', ');
      app.route({
        url,
        method: missing,
        schema: { hide: true },
        // Before the body is read.
        onRequest: async (request) => {
          throw namesNothing(request) ? new HttpProblem(noSuchThing) : methodNotAllowed(allow);
        },
        handler: async () => undefined,
      });
    }
  };
}

/** True for an address whose parameter is empty: `/scrape/account/`. */
export const namesNothing = ({ params }: FastifyRequest): boolean =>
  Object.values(params ?? {}).includes('');

const methodNotAllowed = (allow: string) =>
  new HttpProblem({
    name: 'method-not-allowed',
    status: 405,
    title: 'The method is not offered here',
    // As `noSuchThing`, for the same callers.
    detail: 'Method Not Allowed',
    headers: { allow },
  });
