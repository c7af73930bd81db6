import type { GraphCall } from '../meta/graph-call.ts';
import { noSuchObject, unknownPath } from '../meta/graph-error.ts';
import type { GraphDeps } from '../meta/graph-routes.ts';
import { checkParameters } from '../meta/parameters.ts';
import { type Door, type InstagramCall, ownAccount } from './instagram-call.ts';
import { listStories, showMediaNode } from './media.ts';
import { mediaInsights } from './media-insights.ts';
import { listMedia } from './media-list.ts';
import { type Subscriptions, subscribedApps } from './subscribed-apps.ts';
import { showUser } from './user.ts';
import { userInsights } from './user-insights.ts';

export interface InstagramDeps extends GraphDeps {
  readonly subscriptions: Subscriptions;
}

/** What both doors serve of a professional account and its media. */
export function serveInstagram(deps: InstagramDeps, door: Door, graphCall: GraphCall): object {
  const { world, oddPages, requests } = deps;
  const call: InstagramCall = { ...graphCall, door, instagram: world.instagram, oddPages };
  const path = [call.node, call.edge].filter(Boolean).join('/');
  const account = ownAccount(call);
  if (account !== null && call.edge === 'subscribed_apps') {
    return subscribedApps(deps.subscriptions, call);
  }
  if (call.method !== 'GET') throw unknownPath(path);
  if (account !== null) {
    switch (call.edge) {
      case '':
        return showUser(call, account);
      case 'media':
        return listMedia(call, account, requests);
      case 'stories':
        return listStories(call);
      case 'insights':
        return userInsights(call, account);
      case 'content_publishing_limit':
        return publishingLimit(call);
      default:
        throw unknownPath(path);
    }
  }
  if (!/^\d+$/.test(call.node)) throw noSuchObject(call.node);
  if (call.edge === '') return showMediaNode(call);
  if (call.edge === 'insights') return mediaInsights(call);
  throw unknownPath(path);
}

/** Nothing is published here. */
function publishingLimit({ query }: InstagramCall): object {
  checkParameters(query, ['fields', 'since']);
  return { data: [{ config: { quota_total: 100, quota_duration: 86_400 }, quota_usage: 0 }] };
}
