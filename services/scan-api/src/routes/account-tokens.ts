import { disconnectedSchema, handInTokensSchema, ownAccountSchema } from '@viral-scan/contracts';
import { disconnectAccount, findOwnAccount, handInTokens } from '@viral-scan/scan';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { callerIn } from '../auth/authenticate.ts';
import { ownAccountOf } from '../replies/own-account.ts';
import { problems, security } from './described.ts';
import { accountParamsSchema } from './own-accounts.ts';

/** Tokens come in here; they go out nowhere. */
export function accountTokensRoutes(app: App, { connecting }: ApiDeps): void {
  app.put(
    '/accounts/:id/tokens',
    {
      config: { scope: 'account:write' },
      schema: {
        operationId: 'handInTokens',
        summary: 'Connect an account with tokens you hold already',
        description: 'The platform is asked whose they are before anything is stored.',
        tags: ['accounts'],
        security,
        params: accountParamsSchema,
        body: handInTokensSchema,
        response: {
          200: ownAccountSchema.describe('Connected'),
          ...problems(408, 413, 415, 422, 501, 502),
        },
      },
    },
    async (request) => {
      const caller = callerIn(request);
      const { id } = request.params;
      const { kind } = await handInTokens(connecting, caller, id, request.body);
      request.log.info({ kind }, 'tokens were handed in');
      return ownAccountOf(await findOwnAccount(connecting, caller, id));
    },
  );
  app.delete(
    '/accounts/:id/tokens',
    {
      config: { scope: 'account:write' },
      schema: {
        operationId: 'disconnectAccount',
        summary: 'Disconnect an account and revoke its grant',
        description: 'What was collected stays. Repeat it until `revoked` is true.',
        tags: ['accounts'],
        security,
        params: accountParamsSchema,
        response: { 200: disconnectedSchema.describe('Disconnected'), ...problems(404) },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { revoked, reason } = await disconnectAccount(connecting, callerIn(request), id);
      request.log.info({ revoked }, 'account disconnected');
      return { id, state: 'disconnected' as const, revoked, reason };
    },
  );
}
