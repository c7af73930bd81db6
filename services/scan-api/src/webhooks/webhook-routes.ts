import type { Routes } from '../routes/all-routes.ts';
import { metaRequestRoutes } from './meta-request-routes.ts';
import { metaRoutes } from './meta-routes.ts';
import { takeRawBodies } from './raw-bodies.ts';
import { tiktokRoute } from './tiktok-route.ts';
import { youtubeRoutes } from './youtube-routes.ts';

/** Where platforms tell of what happens. Public: signatures tell whose word it is. */
export const webhookRoutes: Routes = (app, deps) => {
  takeRawBodies(app);
  for (const routes of [tiktokRoute, metaRoutes, metaRequestRoutes, youtubeRoutes]) {
    routes(app, deps);
  }
};
