import {
  type ConnectablePlatform,
  connectablePlatformSchema,
  connectStartedSchema,
  type GrantKind,
  grantKindOf,
  grantKinds,
  InvalidInput,
} from '@viral-scan/contracts';
import { beginConnection } from '@viral-scan/scan';
import { z } from 'zod';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { callerIn } from '../auth/authenticate.ts';
import { flowCookie } from '../connections/flow-cookie.ts';
import { problems, security } from './described.ts';

const paramsSchema = z.object({ platform: connectablePlatformSchema });
const querySchema = z.strictObject({
  kind: z.enum(grantKinds).optional().describe('Which login of the platform'),
  return_to: z.string().optional().describe('Where the browser is sent in the end'),
});

/** Sends a user to a platform to consent, or says where to send them. */
export function connectAccountRoute(app: App, { connecting }: ApiDeps): void {
  const cookie = flowCookie(connecting.publicUrl);
  app.get(
    '/connect/:platform',
    {
      config: { scope: 'account:write' },
      schema: {
        operationId: 'connectAccount',
        summary: 'Begin to connect an own account',
        description:
          'With `Accept: text/html` the browser is redirected and bound to the flow by a cookie.',
        tags: ['accounts'],
        security,
        params: paramsSchema,
        querystring: querySchema,
        response: {
          200: connectStartedSchema.describe('Send the user’s browser there, once'),
          302: {
            description: 'To the platform, when HTML is asked for',
            content: { 'text/html': { schema: z.string() } },
          },
          ...problems(501),
        },
      },
    },
    async (request, reply) => {
      const kind = kindOf(request.params.platform, request.query.kind);
      const isBrowser = /\btext\/html\b/i.test(request.headers.accept ?? '');
      const begun = await beginConnection(connecting, callerIn(request), kind, {
        returnTo: request.query.return_to ?? null,
        bindBrowser: isBrowser,
      });
      const { href } = begun.authorizationUrl;
      if (begun.browser === null) {
        const expiresAt = begun.expiresAt.toISOString();
        return reply.code(200).send({ authorization_url: href, expires_at: expiresAt });
      }
      reply.header('set-cookie', cookie.set(begun.browser.flowId, begun.browser.nonce));
      return reply.header('referrer-policy', 'no-referrer').redirect(href, 302);
    },
  );
}

function kindOf(platform: ConnectablePlatform, wished: GrantKind | undefined): GrantKind {
  const kind = grantKindOf(platform, wished);
  if (kind === null) throw new InvalidInput('kind', `is none of ${platform}`);
  return kind;
}
