import { ownAccountSchema, ownAccountsSchema } from '@viral-scan/contracts';
import { findOwnAccount, listOwnAccounts } from '@viral-scan/scan';
import { z } from 'zod';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { callerIn } from '../auth/authenticate.ts';
import { ownAccountOf } from '../replies/own-account.ts';
import { problems, security } from './described.ts';

export const accountParamsSchema = z.object({
  id: z.string().describe('The account, `platform:id`'),
});

export function ownAccountsRoutes(app: App, { connecting }: ApiDeps): void {
  app.get(
    '/accounts',
    {
      config: { scope: 'account:read' },
      schema: {
        operationId: 'listAccounts',
        summary: 'The user’s own accounts, connected or not',
        tags: ['accounts'],
        security,
        response: { 200: ownAccountsSchema.describe('By id'), ...problems() },
      },
    },
    async (request) => {
      const accounts = await listOwnAccounts(connecting, callerIn(request));
      return { accounts: accounts.map(ownAccountOf) };
    },
  );
  app.get(
    '/accounts/:id',
    {
      config: { scope: 'account:read' },
      schema: {
        operationId: 'getAccount',
        summary: 'One own account',
        tags: ['accounts'],
        security,
        params: accountParamsSchema,
        response: { 200: ownAccountSchema.describe('The account'), ...problems(404) },
      },
    },
    async (request) =>
      ownAccountOf(await findOwnAccount(connecting, callerIn(request), request.params.id)),
  );
}
