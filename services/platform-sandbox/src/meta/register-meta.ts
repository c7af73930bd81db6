import type { DemoUser } from '@viral-scan/worlds';
import type { FastifyInstance } from 'fastify';
import { facebookWwwRoutes } from '../instagram/facebook-login.ts';
import { facebookGraphRoutes } from '../instagram/facebook-routes.ts';
import { instagramGraphRoutes } from '../instagram/login-graph-routes.ts';
import { instagramApiRoutes, instagramWwwRoutes } from '../instagram/login-routes.ts';
import type { AuthorizeDeps } from '../oauth/authorize.ts';
import type { PlatformSettings } from '../settings.ts';
import { threadsWwwRoutes } from '../threads/login-routes.ts';
import { threadsGraphRoutes } from '../threads/routes.ts';
import { createTraceIds } from './graph-error.ts';
import type { GraphDeps } from './graph-routes.ts';

export type MetaDeps = Omit<GraphDeps, 'traceId'> &
  Omit<AuthorizeDeps, 'ownAccount'> & {
    readonly user: DemoUser;
    readonly settings: PlatformSettings;
  };

/** Meta's hosts, each below a prefix of its own: Instagram by both logins, and Threads. */
export function registerMeta(
  app: FastifyInstance,
  { user, settings, ...platform }: MetaDeps,
): void {
  const shared = {
    ...platform,
    traceId: createTraceIds(),
    shortTtlMs: settings.metaShortTtlMs,
    longTtlMs: settings.metaLongTtlMs,
    refreshAgeMs: settings.metaRefreshAgeMs,
    tokenForm: settings.instagramTokenForm,
  };
  const instagram = {
    ...shared,
    ownAccount: user.instagram[0] ?? null,
    subscriptions: new Map<string, readonly string[]>(),
  };
  app.register(instagramWwwRoutes, { ...instagram, prefix: '/instagram-www' });
  app.register(instagramApiRoutes, { ...instagram, prefix: '/instagram-api' });
  app.register(instagramGraphRoutes, { ...instagram, prefix: '/instagram' });
  app.register(facebookWwwRoutes, { ...instagram, prefix: '/facebook-www' });
  app.register(facebookGraphRoutes, { ...instagram, prefix: '/facebook' });
  const threads = { ...shared, ownAccount: user.threads[0] ?? null };
  app.register(threadsWwwRoutes, { ...threads, prefix: '/threads-www' });
  app.register(threadsGraphRoutes, { ...threads, prefix: '/threads' });
}

/** How long codes of each provider live. */
export const codeLives =
  ({ codeTtlMs, metaCodeTtlMs }: PlatformSettings) =>
  (provider: string): number =>
    provider === 'google' || provider === 'tiktok' ? codeTtlMs : metaCodeTtlMs;
