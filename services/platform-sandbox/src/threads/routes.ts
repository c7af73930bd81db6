import type { FastifyInstance } from 'fastify';
import type { GraphCall } from '../meta/graph-call.ts';
import { noSuchObject, unknownPath } from '../meta/graph-error.ts';
import { type GraphDeps, serveGraph } from '../meta/graph-routes.ts';
import { listProfilePosts, lookUpProfile } from './discovery.ts';
import { type ThreadsLoginDeps, threadsTokenRoutes } from './login-routes.ts';
import { postInsights } from './post-insights.ts';
import { listPosts, showPostNode } from './posts.ts';
import { publishingLimit, showProfile } from './profile.ts';
import { profileInsights } from './profile-insights.ts';
import { searchPosts } from './search.ts';
import { ownProfile, type ThreadsCall } from './threads-call.ts';

/** `graph.threads.net`. */
export async function threadsGraphRoutes(
  app: FastifyInstance,
  deps: GraphDeps & ThreadsLoginDeps,
): Promise<void> {
  serveGraph(app, deps, {
    kind: 'threads',
    usageType: 'threads',
    versions: ['v1.0'],
    serve: (call) => serveThreads(deps, call),
  });
  threadsTokenRoutes(app, deps);
}

function serveThreads(deps: GraphDeps, graphCall: GraphCall): object {
  const { world, oddPages, requests } = deps;
  const call: ThreadsCall = { ...graphCall, threads: world.threads, oddPages };
  const path = [call.node, call.edge].filter(Boolean).join('/');
  if (call.method !== 'GET') throw unknownPath(path);
  switch (path) {
    case 'keyword_search':
      return searchPosts(deps, call);
    case 'profile_lookup':
      return lookUpProfile(deps, call);
    case 'profile_posts':
      return listProfilePosts(deps, call);
  }
  const profile = ownProfile(call);
  if (profile !== null) {
    switch (call.edge) {
      case '':
        return showProfile(call, profile);
      case 'threads': {
        const answer = listPosts(call, profile);
        const cursor = call.query.get('after');
        requests.page({ api: 'threads', operation: '{id}/threads', list: profile.id, cursor });
        return answer;
      }
      case 'threads_insights':
        return profileInsights(call, profile);
      case 'threads_publishing_limit':
        return publishingLimit(call);
      default:
        throw unknownPath(path);
    }
  }
  if (!/^\d+$/.test(call.node)) throw noSuchObject(call.node);
  if (call.edge === '') return showPostNode(call);
  if (call.edge === 'insights') return postInsights(call);
  throw unknownPath(path);
}
