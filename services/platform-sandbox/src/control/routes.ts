import type { DemoUser, World } from '@viral-scan/worlds';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { RequestLog } from '../request-log.ts';
import type { WorldClock } from '../world-clock.ts';
import type { Quota } from '../youtube/quota.ts';

export interface ControlDeps {
  readonly world: World;
  readonly clock: WorldClock;
  readonly quota: Quota;
  readonly requests: RequestLog;
  readonly user: DemoUser;
}

const clockBody = z.object({ now: z.iso.datetime({ offset: true }) });
const accountsQuery = z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(20) });

/** What a test or the demo asks of the sandbox itself, below `/_sandbox`. */
export async function controlRoutes(app: FastifyInstance, deps: ControlDeps): Promise<void> {
  const { world, clock } = deps;
  const clockView = () => ({
    world: world.name,
    now: clock.now().toISOString(),
    starts_at: world.startsAt.toISOString(),
    ends_at: world.endsAt.toISOString(),
  });

  app.get('/clock', clockView);
  app.put('/clock', (request) => {
    clock.set(new Date(clockBody.parse(request.body).now));
    return clockView();
  });
  app.get('/accounts', (request) => {
    const { limit } = accountsQuery.parse(request.query);
    return {
      world: world.name,
      accounts: world.channels
        .slice(0, limit)
        .map(({ id, title, totalVideos }) => ({ id, title, videos: totalVideos })),
    };
  });
  app.get('/user', () => ({
    world: world.name,
    platform: 'youtube',
    timezone: deps.user.timezone,
    own: deps.user.own,
    competitors: deps.user.competitors,
  }));
  app.get('/requests', () => ({
    ...deps.requests.summary(),
    quota: { used_today: deps.quota.used(clock.now()), daily: deps.quota.dailyUnits },
  }));
  app.delete('/requests', async (_request, reply) => {
    deps.requests.clear();
    return reply.code(204).send();
  });
}
