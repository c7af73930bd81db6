import type { FastifyInstance } from 'fastify';
import { queryOf } from '../form.ts';
import { type GraphCall, graphVersions, tokenOf } from '../meta/graph-call.ts';
import { serveGraph } from '../meta/graph-routes.ts';
import { type FacebookLoginDeps, facebookTokenRoutes } from './facebook-login.ts';
import {
  createHashtagSearches,
  type HashtagSearches,
  hashtagMedia,
  recentHashtags,
  searchHashtag,
} from './hashtags.ts';
import type { InstagramCall } from './instagram-call.ts';
import { debugToken, listPages, showManager, showPage } from './pages.ts';
import { removePermissions } from './permissions.ts';
import { type InstagramDeps, serveInstagram } from './serve-instagram.ts';

type FacebookDeps = InstagramDeps & FacebookLoginDeps;

const kind = 'instagram-facebook';

/** `graph.facebook.com`: Instagram for tokens of Facebook Login. */
export async function facebookGraphRoutes(app: FastifyInstance, deps: FacebookDeps): Promise<void> {
  const searches = createHashtagSearches(deps.realNow);
  serveGraph(app, deps, {
    kind,
    usageType: 'instagram',
    versions: graphVersions,
    serve: (call) => serveFacebook(deps, searches, call),
  });
  facebookTokenRoutes(app, deps);
  for (const version of ['', ...graphVersions.map((name) => `/${name}`)]) {
    app.get(`${version}/debug_token`, (request) => debugToken(deps, queryOf(request)));
    app.delete<{ Params: { user: string } }>(`${version}/:user/permissions`, (request) =>
      removePermissions(deps, request.params.user, tokenOf(request)),
    );
  }
}

/** What this door has beside what both have. */
function serveFacebook(
  deps: FacebookDeps,
  searches: HashtagSearches,
  graphCall: GraphCall,
): object {
  const { world, oddPages } = deps;
  const call: InstagramCall = { ...graphCall, door: kind, instagram: world.instagram, oddPages };
  const { method, node, edge, grant } = call;
  const account = world.instagram.accounts.find(({ id }) => id === grant.accountId);
  const isUser = node === 'me' || node === account?.facebookUserId;
  if (method === 'GET') {
    if (isUser && edge === 'accounts') return listPages(deps, call);
    if (isUser && edge === '')
      return call.life === 'page' ? showPage(deps, call) : showManager(call);
    if (node === account?.pageId && edge === '') return showPage(deps, call);
    if (node === 'ig_hashtag_search' && edge === '') return searchHashtag(searches, call);
    if (edge === 'recent_media' || edge === 'top_media') return hashtagMedia(searches, call);
    if (node === account?.id && edge === 'recently_searched_hashtags') {
      return recentHashtags(searches, call);
    }
  }
  return serveInstagram(deps, kind, call);
}
