import type { ThreadsProfile } from '@viral-scan/worlds';
import { pacificDayOf } from '../analytics/pacific-days.ts';
import { badParameter, GraphError } from '../meta/graph-error.ts';
import type { GraphDeps } from '../meta/graph-routes.ts';
import { checkParameters, requireText } from '../meta/parameters.ts';
import { throttled } from '../meta/throttled.ts';
import { listAnswer } from './posts.ts';
import { pictureOf } from './profile.ts';
import { requireThreads, type ThreadsCall } from './threads-call.ts';

/** The stricter of two documented floors. */
const fewestFollowers = 1_000;
const dayMs = 86_400_000;
const days = 7;

/** `GET /profile_lookup`: a public profile; counts but the followers are of the last 7 days. */
export function lookUpProfile(deps: Pick<GraphDeps, 'limits'>, call: ThreadsCall): object {
  checkParameters(call.query, ['username', 'fields']);
  const { threads, at } = call;
  const profile = discoverable(deps, call);
  const week = Array.from({ length: days }, (_, back) =>
    threads.day(profile.id, pacificDayOf(new Date(at.getTime() - (back + 1) * dayMs)), at),
  ).filter((day) => day !== null);
  const sum = (name: 'likes' | 'quotes' | 'replies' | 'reposts' | 'views'): number =>
    week.reduce((total, day) => total + day[name], 0);
  return {
    username: profile.username,
    name: profile.name,
    profile_picture_url: pictureOf(profile),
    biography: profile.biography,
    is_verified: profile.isVerified,
    follower_count: threads.totals(profile.id, at)?.followers ?? 0,
    likes_count: sum('likes'),
    quotes_count: sum('quotes'),
    replies_count: sum('replies'),
    reposts_count: sum('reposts'),
    views_count: sum('views'),
  };
}

/** `GET /profile_posts`. */
export function listProfilePosts(deps: Pick<GraphDeps, 'limits'>, call: ThreadsCall): object {
  const { query } = call;
  checkParameters(query, [...['username', 'fields', 'limit', 'after', 'before', 'since', 'until']]);
  return listAnswer(call, discoverable(deps, call).id, query);
}

function discoverable({ limits }: Pick<GraphDeps, 'limits'>, call: ThreadsCall): ThreadsProfile {
  requireThreads(call, 'threads_profile_discovery');
  const { threads, at, grant } = call;
  const username = requireText(call.query, 'username').toLowerCase();
  if (username.startsWith('@')) throw badParameter('Param username must not start with @');
  const caller = { app: 'all', user: grant.accountId };
  const refuser = limits.take('threads-profiles', call.node, caller);
  if (refuser !== null) throw throttled(refuser, call);
  const profile = threads.profiles.find((known) => known.username.toLowerCase() === username);
  const followers = profile && threads.totals(profile.id, at)?.followers;
  if (profile === undefined || (followers ?? 0) < fewestFollowers) {
    throw new GraphError({
      code: 100,
      message: '(#100) The profile does not exist, or cannot be looked up',
    });
  }
  return profile;
}
