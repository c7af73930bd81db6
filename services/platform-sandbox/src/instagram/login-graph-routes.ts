import type { FastifyInstance } from 'fastify';
import { graphVersions } from '../meta/graph-call.ts';
import { serveGraph } from '../meta/graph-routes.ts';
import { type InstagramLoginDeps, instagramTokenRoutes } from './login-routes.ts';
import { type InstagramDeps, serveInstagram } from './serve-instagram.ts';

/** `graph.instagram.com`: Instagram for tokens of Instagram Login. */
export async function instagramGraphRoutes(
  app: FastifyInstance,
  deps: InstagramDeps & InstagramLoginDeps,
): Promise<void> {
  const kind = 'instagram-login';
  serveGraph(app, deps, {
    kind,
    usageType: 'instagram',
    versions: graphVersions,
    serve: (call) => serveInstagram(deps, kind, call),
  });
  instagramTokenRoutes(app, deps);
}
