import { erasureReceiptSchema, NotFound } from '@viral-scan/contracts';
import { receiptOf } from '@viral-scan/scan';
import { z } from 'zod';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { newErasureCode } from '../erasures/erasure-code.ts';
import { problems, security } from './described.ts';

const paramsSchema = z.object({ id: z.string().describe('The user, as in the token’s `sub`') });

export function eraseUserRoute(app: App, { identity, erasures, connecting }: ApiDeps): void {
  app.delete(
    '/users/:id',
    {
      config: { scope: 'user:erase', forgetsCaller: true },
      schema: {
        operationId: 'eraseUser',
        summary: 'Delete all that is stored of the user',
        description:
          'Ends what runs for the user, gives their grants back, and deletes all that is stored of them; until that is done their other calls are answered with 409. Repeated meanwhile, it answers the same receipt.',
        tags: ['users'],
        security,
        params: paramsSchema,
        response: {
          202: erasureReceiptSchema.describe('The receipt; `Location` shows how far it is'),
          ...problems(404),
        },
      },
    },
    async (request, reply) => {
      const { caller } = request;
      if (caller === null || request.params.id.toLowerCase() !== caller.userId) {
        throw new NotFound('there is no such user');
      }
      const kept = await erasures.begin(await identity.find(caller), {
        code: newErasureCode(connecting.randomBytes),
        origin: 'request',
        account: null,
        requestedAt: connecting.realNow(),
      });
      const receipt = receiptOf(kept, connecting.publicUrl);
      return reply.code(202).header('location', receipt.status_url).send(receipt);
    },
  );
}
