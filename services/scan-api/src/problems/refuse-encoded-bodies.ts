import type { App } from '../app.ts';
import { encodedBody } from './fastify-problems.ts';
import { HttpProblem } from './http-problem.ts';

/** JSON is read as it comes; a route that names what it `accepts` knows packed bodies by itself. */
export function refuseEncodedBodies(app: App): void {
  app.addHook('preParsing', async (request) => {
    const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? '';
    if (request.method === 'GET' || request.method === 'HEAD') return;
    if (request.routeOptions.config.accepts !== undefined) return;
    if (encoding !== '' && encoding !== 'identity') throw new HttpProblem(encodedBody);
  });
}
