import type { DemoUser, World } from '@viral-scan/worlds';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { GrantStore } from '../grants/grant-store.ts';
import { type Limits, limitRuleSchema } from '../limits/limits.ts';
import type { RequestLog } from '../requests/request-log.ts';
import type { WorldClock } from '../world-clock.ts';
import type { Quota } from '../youtube/quota.ts';
import { accountsOf } from './user-accounts.ts';

export interface ControlDeps {
  readonly world: World;
  readonly clock: WorldClock;
  readonly quota: Quota;
  readonly requests: RequestLog;
  readonly limits: Limits;
  readonly grants: GrantStore;
  readonly user: DemoUser;
}

const clockBody = z.object({
  now: z.iso.datetime({ offset: true }),
  quietly: z.boolean().default(false),
});
const accountsQuery = z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(20) });
const limitsBody = z.strictObject({ limits: z.array(limitRuleSchema).max(100) });

/** What a test or the demo asks of the sandbox itself, below `/_sandbox`. */
export async function controlRoutes(app: FastifyInstance, deps: ControlDeps): Promise<void> {
  const { world, clock, requests, limits, grants } = deps;
  const clockView = () => ({
    world: world.name,
    now: clock.now().toISOString(),
    starts_at: world.startsAt.toISOString(),
    ends_at: world.endsAt.toISOString(),
  });

  app.get('/clock', clockView);
  app.put('/clock', (request) => {
    const { now, quietly } = clockBody.parse(request.body);
    clock.set(new Date(now), { quietly });
    return clockView();
  });
  app.get('/accounts', (request) => {
    const { limit } = accountsQuery.parse(request.query);
    return {
      world: world.name,
      accounts: world.channels
        .slice(0, limit)
        .map(({ id, title, totalVideos }) => ({ id, title, videos: totalVideos })),
      tiktok_accounts: world.tiktok.accounts.slice(0, limit).map((account) => ({
        id: account.openId,
        display_open_id: account.displayOpenId,
        username: account.username,
        name: account.displayName,
        posts: account.totalPosts,
      })),
      instagram_accounts: world.instagram.accounts.slice(0, limit).map((account) => ({
        id: account.id,
        app_scoped_id: account.appScopedId,
        page_id: account.pageId,
        facebook_user_id: account.facebookUserId,
        username: account.username,
        name: account.name,
        posts: account.totalMedia,
      })),
      threads_accounts: world.threads.profiles.slice(0, limit).map((profile) => ({
        id: profile.id,
        username: profile.username,
        name: profile.name,
        posts: profile.totalPosts,
      })),
    };
  });
  app.get('/user', () => ({
    world: world.name,
    platform: 'youtube',
    timezone: deps.user.timezone,
    own: deps.user.own,
    competitors: deps.user.competitors,
    accounts: accountsOf(world, deps.user),
  }));
  app.get('/limits', () => ({ limits: limits.rules() }));
  app.put('/limits', (request) => {
    limits.set(limitsBody.parse(request.body).limits);
    return { limits: limits.rules() };
  });
  app.get('/requests', () => ({
    ...requests.summary(),
    quota: { used_today: deps.quota.used(clock.now()), daily: deps.quota.dailyUnits },
    refreshes: grants
      .list()
      .filter(({ refreshes, refusedRefreshes }) => refreshes + refusedRefreshes > 0)
      .map((grant) => ({
        grant_id: grant.id,
        grant_kind: grant.kind,
        account_id: grant.accountId,
        answered: grant.refreshes,
        refused: grant.refusedRefreshes,
      })),
  }));
  app.get('/requests/pages', () => ({ pages: requests.pages() }));
  app.delete('/requests', async (_request, reply) => {
    requests.clear();
    grants.clearCounts();
    return reply.code(204).send();
  });
}
