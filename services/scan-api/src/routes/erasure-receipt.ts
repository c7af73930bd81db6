import { erasureReceiptSchema, NotFound, problemSchema } from '@viral-scan/contracts';
import { receiptOf } from '@viral-scan/scan';
import { z } from 'zod';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { pageHeaders } from '../connections/outcome-page.ts';
import { erasureCodeSchema } from '../erasures/erasure-code.ts';
import { receiptPage } from '../erasures/receipt-page.ts';
import { problemMediaType } from '../problems/answer-with-problems.ts';

/** Public: who asks has shown by the code that they were told it. */
export function erasureReceiptRoute(app: App, { erasures, connecting }: ApiDeps): void {
  app.get(
    '/erasures/:code',
    {
      schema: {
        operationId: 'getErasure',
        summary: 'How far an erasure is',
        description: 'A page for people where `Accept` prefers `text/html`.',
        tags: ['users'],
        params: z.object({ code: erasureCodeSchema }),
        response: {
          200: {
            description: 'The receipt; it names nobody',
            content: {
              'application/json': { schema: erasureReceiptSchema },
              'text/html': { schema: z.string() },
            },
          },
          404: {
            description: 'There is no such erasure',
            content: { [problemMediaType]: { schema: problemSchema } },
          },
        },
      },
    },
    async (request, reply) => {
      const kept = await erasures.find(request.params.code);
      if (kept === null) throw new NotFound('there is no such erasure');
      const receipt = receiptOf(kept, connecting.publicUrl);
      reply.header('vary', 'accept');
      return wantsPage(request.headers.accept)
        ? reply.headers(pageHeaders).type('text/html; charset=utf-8').send(receiptPage(receipt))
        : reply.type('application/json').send(receipt);
    },
  );
}

/** Browsers name it; programs that take anything want JSON. */
const wantsPage = (accept: string | undefined): boolean => /\btext\/html\b/i.test(accept ?? '');
