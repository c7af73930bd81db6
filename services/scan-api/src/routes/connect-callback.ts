import { type ConnectablePlatform, connectablePlatformSchema } from '@viral-scan/contracts';
import { type FinishedConnection, finishConnection, flowIdOf } from '@viral-scan/scan';
import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { flowCookie } from '../connections/flow-cookie.ts';
import { outcomePage, pageHeaders } from '../connections/outcome-page.ts';
import { returnUrl } from '../connections/return-url.ts';

const paramsSchema = z.object({ platform: connectablePlatformSchema });
/** Platforms send more than these; whatever comes ends in an outcome, not in a problem. */
const parameter = z.unknown().optional().meta({ type: 'string' });
const querySchema = z.looseObject({
  state: parameter,
  code: parameter,
  auth_code: parameter,
  error: parameter,
  iss: parameter,
});
const page = (description: string) => ({
  description,
  content: { 'text/html': { schema: z.string() } },
});

/** Where platforms send browsers back to. Public: the state tells whose flow it is. */
export function connectCallbackRoute(app: App, { connecting }: ApiDeps): void {
  const cookie = flowCookie(connecting.publicUrl);
  for (const [url, hide] of [
    ['/connect/:platform/callback', false],
    // As TikTok wants its redirect URIs.
    ['/connect/:platform/callback/', true],
  ] as const) {
    app.get(
      url,
      {
        // Whoever only looks at links must not spend a state.
        exposeHeadRoute: false,
        schema: {
          hide,
          operationId: 'finishConnection',
          summary: 'Where a platform sends the browser back to',
          tags: ['accounts'],
          params: paramsSchema,
          querystring: querySchema,
          response: {
            200: page('Connected; the browser may be closed'),
            302: page('To `return_to`, with `connected` or `error`'),
            400: page('Not connected, and why'),
          },
        },
      },
      async (request, reply) => {
        const { platform } = request.params;
        const { query } = request;
        const state = textOf(query.state);
        const flowId = flowIdOf(state ?? '');
        const finished = await finishConnection(connecting, {
          platform,
          state,
          code: textOf(query.code) ?? textOf(query.auth_code),
          error: textOf(query.error),
          iss: textOf(query.iss),
          browserNonce: cookie.read(flowId, request.headers.cookie),
        });
        tell(request.log, platform, finished);
        reply.headers({ ...pageHeaders, 'set-cookie': cookie.clear(flowId) });
        if (finished.returnTo !== null) {
          return reply.redirect(returnUrl(finished.returnTo, finished), 302);
        }
        return reply
          .code(finished.outcome === 'connected' ? 200 : 400)
          .type('text/html; charset=utf-8')
          .send(outcomePage(finished));
      },
    );
  }
}

/** Null when absent; what comes twice is no text. */
const textOf = (value: unknown): string | null =>
  value === undefined ? null : typeof value === 'string' ? value : '';

function tell(
  log: FastifyBaseLogger,
  platform: ConnectablePlatform,
  finished: FinishedConnection,
): void {
  const { outcome, missingScopes } = finished;
  const fields = { platform, missing_scopes: missingScopes };
  if (outcome === 'connected') log.info({ ...fields, kind: finished.kind }, 'account connected');
  else {
    const { reason, cause } = finished;
    log.warn(
      { ...fields, reason, ...(cause !== undefined && { err: cause }) },
      'account not connected',
    );
  }
}
