import {
  accountRefSchema,
  NotFound,
  rankedPostsSchema,
  splitAccountRef,
} from '@viral-scan/contracts';
import { z } from 'zod';
import type { ApiDeps } from '../api-deps.ts';
import type { App } from '../app.ts';
import { callerIn } from '../auth/authenticate.ts';
import { rankedPostOf } from '../replies/ranked-post.ts';
import { problems, security } from './described.ts';

const paramsSchema = z.object({
  id: z.string().describe('The account, `platform:id` or `platform:handle`'),
});
const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
});

export function rankedPostsRoute(app: App, { scraper: { scrapes } }: ApiDeps): void {
  app.get(
    '/accounts/:id/ranked-posts',
    {
      config: { scope: 'scan:read' },
      schema: {
        operationId: 'listRankedPosts',
        summary: 'Where posts of an account stand among all of its posts, the best first',
        tags: ['accounts'],
        security,
        params: paramsSchema,
        querystring: querySchema,
        response: { 200: rankedPostsSchema.describe('One page of them'), ...problems(404) },
      },
    },
    async (request) => {
      const { limit, page } = request.query;
      const ref = accountRefSchema.safeParse(request.params.id);
      const { platform, externalId: name } = splitAccountRef(request.params.id);
      if (!ref.success || platform === null) throw new NotFound('there is no account with this id');
      const caller = callerIn(request);
      const account = await scrapes.resolve(caller, { platform, name });
      const { posts, total } = await scrapes.rankedPosts(caller, {
        account: account.ref,
        minEngagementRate: null,
        top1PercentOnly: false,
        limit,
        offset: (page - 1) * limit,
      });
      return {
        account_id: account.ref,
        posts: posts.map(rankedPostOf),
        total_count: total,
        page,
        page_size: limit,
      };
    },
  );
}
