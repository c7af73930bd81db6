import { viralPostSchema } from '@viral-scan/contracts';
import { z } from 'zod';
import type { ApiDeps } from '../../api-deps.ts';
import type { App } from '../../app.ts';
import { callerIn } from '../../auth/authenticate.ts';
import { beforeAnything } from '../reading/before-anything.ts';
import { Complaints } from '../reading/complaints.ts';
import { namedAccounts } from '../reading/named-account.ts';
import { readAccount } from '../reading/read-account.ts';
import { readFields } from '../reading/read-fields.ts';
import { lastOfEach, type PageWish, pageShape } from '../reading/read-page.ts';
import { toldPosts } from '../replies/told-posts.ts';
import { scraperScopes } from '../scraper-deps.ts';
import { accountParamsSchema, described, details } from './described.ts';

const querySchema = z.object({
  account_id: z.string().optional().describe('Only of this account; empty: of all'),
  limit: z.int().min(1).max(100).default(20),
  page: z.int().min(1).default(1),
  min_engagement_rate: z.number().min(0).max(1).optional(),
  top_1_percent_only: z.boolean().default(false).describe('Strictly above 99.0'),
});
const pageSchema = z.object({
  posts: z.array(viralPostSchema),
  total_count: z.int().nonnegative(),
  page: z.int().positive(),
  page_size: z.int().positive(),
});
const accountPostsSchema = z.object({ account_id: z.string(), posts: z.array(viralPostSchema) });
const bestOfAccount = 100;

export function viralPostsRoutes(app: App, { scraper }: ApiDeps): void {
  const { scrapes, defaultPlatform } = scraper;
  const config = { scope: scraperScopes.read };

  const lists = beforeAnything(({ query }) => {
    const complaints = new Complaints();
    const given = lastOfEach(query);
    const wish = readFields<PageWish>('query', given, pageShape, complaints);
    const accountId = typeof given.account_id === 'string' ? given.account_id : '';
    const account =
      accountId === '' ? null : readAccount(accountId, 'query', defaultPlatform, complaints);
    complaints.settle();
    return { wish, account };
  });
  app.get(
    '/viral-posts',
    {
      config,
      preValidation: lists.preValidation,
      schema: {
        ...described,
        operationId: 'listViralPosts',
        summary: 'Ranked posts, the best first',
        querystring: querySchema,
        response: { 200: pageSchema.describe('One page of them'), ...details(422) },
      },
    },
    async (request) => {
      const { wish, account } = lists.of(request);
      const caller = callerIn(request);
      const meant = account && (await scrapes.resolve(caller, account.name));
      const { posts, total } = await scrapes.rankedPosts(caller, {
        account: meant?.ref ?? null,
        minEngagementRate: wish.min_engagement_rate,
        top1PercentOnly: wish.top_1_percent_only,
        limit: wish.limit,
        offset: Math.min((wish.page - 1) * wish.limit, Number.MAX_SAFE_INTEGER),
      });
      return {
        posts: toldPosts(posts, account?.accountId ?? null, defaultPlatform),
        total_count: total,
        page: wish.page,
        page_size: wish.limit,
      };
    },
  );

  const accounts = namedAccounts(defaultPlatform);
  app.get(
    '/viral-posts/:account_id',
    {
      config,
      preValidation: accounts.preValidation,
      schema: {
        ...described,
        operationId: 'listViralPostsOfAccount',
        summary: `The best ${bestOfAccount} ranked posts of an account`,
        params: accountParamsSchema,
        response: { 200: accountPostsSchema.describe('The best first'), ...details(422) },
      },
    },
    async (request) => {
      const { accountId, name } = accounts.of(request);
      const caller = callerIn(request);
      const { ref } = await scrapes.resolve(caller, name);
      const { posts } = await scrapes.rankedPosts(caller, {
        account: ref,
        minEngagementRate: null,
        top1PercentOnly: false,
        limit: bestOfAccount,
        offset: 0,
      });
      return { account_id: accountId, posts: toldPosts(posts, accountId, defaultPlatform) };
    },
  );
}
