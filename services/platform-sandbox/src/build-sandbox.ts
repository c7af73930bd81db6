import { instanceHeader } from '@viral-scan/runtime';
import { type DemoUser, largestChannelsUser, type World } from '@viral-scan/worlds';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { z } from 'zod';
import { analyticsRoutes } from './analytics/routes.ts';
import { grantRoutes } from './control/grant-routes.ts';
import { pageRoutes } from './control/page-routes.ts';
import { controlRoutes } from './control/routes.ts';
import { createFaultList } from './faults/fault-list.ts';
import { injectFaults } from './faults/inject-faults.ts';
import { faultRoutes } from './faults/routes.ts';
import { googleRoutes } from './google/routes.ts';
import { platformOf } from './grants/grant-kinds.ts';
import { createGrantStore } from './grants/grant-store.ts';
import { createLimits } from './limits/limits.ts';
import { codeLives, registerMeta } from './meta/register-meta.ts';
import { createAuthorizationCodes } from './oauth/authorization-codes.ts';
import { createConsentState } from './oauth/consent.ts';
import { registerPartners } from './partners/register-partners.ts';
import { operationOf } from './platform-apis.ts';
import { createRequestLog } from './requests/request-log.ts';
import { type PlatformSettings, usualSettings } from './settings.ts';
import { accountsRoutes } from './tiktok/accounts/routes.ts';
import { displayRoutes } from './tiktok/display/routes.ts';
import { createLogIds } from './tiktok/log-ids.ts';
import { registerWebhooks } from './webhooks/register-webhooks.ts';
import { createWorldClock } from './world-clock.ts';
import { createQuota } from './youtube/quota.ts';
import { youtubeRoutes } from './youtube/routes.ts';

export interface SandboxOptions extends Partial<PlatformSettings> {
  readonly world: World;
  /** Where the world's clock stands at first; the world's end by default. */
  readonly now?: Date;
  readonly user?: DemoUser;
  readonly logger?: FastifyBaseLogger;
  /** Told by `/health`. */
  readonly instance?: string | undefined;
  /** Real milliseconds, in which tokens age and limits count. */
  readonly realNow?: () => number;
}

/** A stand-in for all upstreams, ready to `listen` or `inject`. Knows no state but its own. */
export function buildSandbox(options: SandboxOptions): FastifyInstance {
  const { world, realNow = Date.now } = options;
  const settings: PlatformSettings = { ...usualSettings, ...options };
  const clock = createWorldClock(world, options.now);
  const user = options.user ?? largestChannelsUser(world);
  const requests = createRequestLog(realNow);
  const faults = createFaultList();
  const limits = createLimits(settings.limits, realNow);
  const quota = createQuota(settings.youtubeDailyQuota);
  const tiktokLives = {
    accessMs: settings.tiktokAccessTtlMs,
    refreshMs: settings.tiktokRefreshTtlMs,
  };
  // Their tokens have no others to refresh them.
  const metaLives = { accessMs: settings.metaLongTtlMs, refreshMs: 0 };
  const grants = createGrantStore({
    lifetimes: {
      youtube: { accessMs: settings.googleAccessTtlMs, refreshMs: settings.googleRefreshTtlMs },
      'tiktok-accounts': tiktokLives,
      'tiktok-display': tiktokLives,
      'instagram-login': metaLives,
      'instagram-facebook': metaLives,
      threads: metaLives,
    },
    signingKey: settings.signingKey,
    now: realNow,
  });
  const clients = { registered: settings.clients, redirectUris: settings.redirectUris };
  const codes = createAuthorizationCodes(codeLives(settings), realNow);
  const consent = createConsentState(settings.consent);
  const { oddPages } = settings;
  const platform = { world, clock, requests, limits, grants, clients, codes, consent, oddPages };
  const logId = createLogIds(realNow);

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
    const operation = operationOf(path);
    if (operation !== null) requests.count(path, operation, reply.statusCode);
  });
  const told = registerWebhooks(app, {
    ...platform,
    user,
    settings: settings.webhooks,
    logId,
    realNow,
  });
  injectFaults(app, { faults, revoke: (token) => told.grants.revokeByToken(token), now: realNow });
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof z.ZodError) {
      const problems = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
      return reply.code(400).send({ error: problems.join('; ') });
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
  const [client = { id: '', secret: '' }] = settings.clients;
  const partners = registerPartners(app, realNow);
  app.register(pageRoutes, { world, clock, faults, limits, client, partners });
  app.register(faultRoutes, { prefix: '/_sandbox', faults });
  app.register(grantRoutes, {
    ...platform,
    ...told,
    prefix: '/_sandbox',
    ownAccount: (kind) => {
      const platform = platformOf[kind];
      return (platform === 'youtube' ? user.own : user[platform])[0] ?? null;
    },
    meta: settings,
  });
  app.register(controlRoutes, { ...platform, ...told, prefix: '/_sandbox', quota, user });
  app.register(youtubeRoutes, {
    ...platform,
    prefix: '/youtube/v3',
    quota,
    apiKeys: settings.youtubeApiKeys,
  });
  app.register(analyticsRoutes, {
    ...platform,
    prefix: '/youtubeanalytics/v2',
    quota: createQuota(settings.analyticsDailyQuota),
    apiKeys: [],
  });
  app.register(googleRoutes, {
    ...platform,
    prefix: '/google',
    issuer: settings.googleIssuer,
    ownAccount: user.own[0] ?? null,
  });
  app.register(accountsRoutes, { ...platform, prefix: '/tiktok/open_api/v1.3', logId });
  app.register(displayRoutes, {
    ...platform,
    prefix: '/tiktok/v2',
    logId,
    ownAccount: user.tiktok[0] ?? null,
  });
  registerMeta(app, { ...platform, realNow, user, settings });
  return app;
}
