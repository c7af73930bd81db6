import { instanceHeader } from '@viral-scan/runtime';
import { type DemoUser, largestChannelsUser, type World } from '@viral-scan/worlds';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { z } from 'zod';
import { indexPage } from './control/index-page.ts';
import { controlRoutes } from './control/routes.ts';
import { createFaultList } from './faults/fault-list.ts';
import { injectFaults } from './faults/inject-faults.ts';
import { faultRoutes } from './faults/routes.ts';
import { createRequestLog } from './request-log.ts';
import { createWorldClock } from './world-clock.ts';
import { createQuota } from './youtube/quota.ts';
import { youtubeRoutes } from './youtube/routes.ts';

export interface SandboxOptions {
  readonly world: World;
  /** Where the world's clock stands at first; the world's end by default. */
  readonly now?: Date;
  readonly user?: DemoUser;
  readonly youtubeApiKeys?: readonly string[];
  /** Units a day and key. */
  readonly youtubeDailyQuota?: number;
  readonly logger?: FastifyBaseLogger;
  /** Told by `/health`. */
  readonly instance?: string | undefined;
}

/** A stand-in for all upstreams, ready to `listen` or `inject`. Knows no state but its own. */
export function buildSandbox(options: SandboxOptions): FastifyInstance {
  const { world } = options;
  const clock = createWorldClock(world, options.now);
  const quota = createQuota(options.youtubeDailyQuota ?? 10_000);
  const requests = createRequestLog();
  const user = options.user ?? largestChannelsUser(world);

  const app: FastifyInstance = Fastify({
    ...(options.logger === undefined ? {} : { loggerInstance: options.logger }),
    // Request lines would hold API keys.
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: 30_000,
    // A call that an injected fault keeps waiting must not hold up the end.
    forceCloseConnections: true,
    bodyLimit: 64 * 1024,
  });
  app.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (path.startsWith('/youtube/')) requests.count(path, reply.statusCode);
  });
  const faults = createFaultList();
  injectFaults(app, faults);
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof z.ZodError) {
      const faults = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
      return reply.code(400).send({ error: faults.join('; ') });
    }
    if (error instanceof RangeError) return reply.code(400).send({ error: error.message });
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status >= 500) request.log.error({ err: error }, 'sandbox failed');
    return reply.code(status).send({ error: status >= 500 ? 'internal error' : String(error) });
  });
  app.get('/health', (_request, reply) => {
    if (options.instance !== undefined) reply.header(instanceHeader, options.instance);
    return { status: 'healthy', service: 'platform-sandbox' };
  });
  app.get('/', (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(indexPage(world, clock.now(), faults.list())),
  );
  app.register(faultRoutes, { prefix: '/_sandbox', faults });
  app.register(controlRoutes, { prefix: '/_sandbox', world, clock, quota, requests, user });
  app.register(youtubeRoutes, {
    prefix: '/youtube/v3',
    world,
    clock,
    quota,
    requests,
    apiKeys: options.youtubeApiKeys ?? ['sandbox-key'],
  });
  return app;
}
