import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { authenticate } from '../auth/authenticate.ts';
import { noSuchThing } from '../problems/fastify-problems.ts';
import { HttpProblem } from '../problems/http-problem.ts';
import { namesNothing } from '../problems/method-not-allowed.ts';
import { refuseEncodedBodies } from '../problems/refuse-encoded-bodies.ts';
import { readBodiesAsText } from './reading/read-bodies.ts';
import { rateLimitRoutes } from './routes/rate-limits.ts';
import { startTaskRoute } from './routes/start-task.ts';
import { taskStatusRoutes } from './routes/task-status.ts';
import { viralPostsRoutes } from './routes/viral-posts.ts';

/**
 * The routes of the service that this one takes the place of, exactly as its callers know them. They
 * sit on the use cases of all others; what differs is how calls are read (as FastAPI reads them) and
 * refused (`{"detail": …}`, see `answerError`).
 */
export function scraperSurface(app: App, deps: ApiDeps): void {
  app.addHook('onRequest', async (request) => {
    if (namesNothing(request)) throw new HttpProblem(noSuchThing);
  });
  authenticate(app, { ...deps, withoutProof: deps.scraper.withoutProof });
  refuseEncodedBodies(app);
  readBodiesAsText(app);
  // The schemas are for the documentation; see `beforeAnything`.
  app.setValidatorCompiler(() => (value) => ({ value }));
  for (const routes of [startTaskRoute, taskStatusRoutes, viralPostsRoutes, rateLimitRoutes]) {
    routes(app, deps);
  }
}
