import { randomUUID } from 'node:crypto';
import type {
  AccountProfile,
  Caller,
  Coverage,
  Principal,
  RankedPost,
} from '@viral-scan/contracts';
import { metrics, post } from '@viral-scan/testing';
import type { ApiDeps } from '../../src/api-deps.ts';
import { type ApiRoom, apiRoom } from '../api-room.ts';

export interface Person extends Caller {
  readonly headers: { readonly authorization: string };
}

/** An answer as it went over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

export interface Call {
  readonly headers?: Readonly<Record<string, string>>;
  /** As it is sent; anything but a text as JSON. */
  readonly body?: unknown;
}

export interface SurfaceRoom extends ApiRoom {
  readonly url: string;
  person(tenantId?: string): Promise<Person>;
  call(method: string, path: string, call?: Call): Promise<Answer>;
  /** Takes a task on; its id. */
  task(person: Person, account: string, body?: unknown): Promise<string>;
}

/** The API on a port of its own, over PostgreSQL. */
export async function surfaceRoom(known: Partial<ApiDeps['scraper']> = {}): Promise<SurfaceRoom> {
  const room = await apiRoom({}, [], known);
  const url = await room.app.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...room,
    url,
    async person(tenantId = randomUUID()) {
      const caller = { tenantId, userId: randomUUID(), scopes: [] };
      const authorization = `Bearer ${await room.issuer.token(caller)}`;
      return { ...caller, headers: { authorization } };
    },
    call: (method, path, call) => callAt(url, method, path, call),
    async task({ headers }, account, body) {
      const path = `/scrape/account/${encodeURIComponent(account)}`;
      const answer = await callAt(url, 'POST', path, { headers, body });
      if (answer.status !== 200) throw new Error(`no task: ${JSON.stringify(answer.body)}`);
      return (answer.body as { task_id: string }).task_id;
    },
  };
}

export async function callAt(
  url: string,
  method: string,
  path: string,
  { headers = {}, body }: Call = {},
): Promise<Answer> {
  const isText = typeof body === 'string' || body === undefined;
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { ...(!isText && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: text === '' ? null : JSON.parse(text),
  };
}

export interface ToRank {
  readonly taskId: string;
  readonly profile?: Partial<AccountProfile>;
  readonly status?: Coverage['status'];
  /** Best first, each published a minute before the one in front of it. */
  readonly posts: readonly RankedPost[];
}

const capturedAt = new Date('2026-06-01T12:00:00.000Z');
export const publishedAt = (place: number): string =>
  new Date(capturedAt.getTime() - (place + 1) * 60_000).toISOString();

export const rankedPost = (postId: string, known: Partial<RankedPost> = {}): RankedPost => ({
  postId,
  metrics: metrics({ views: 1_000, likes: 40, comments: 8, shares: 2 }),
  engagementRate: { rate: 0.05, denominator: 'views' },
  percentile: 50,
  comparison: 'equal_age',
  compared: 200,
  ...known,
});

/** Plays collector and analyzer: the account is read, and its posts stand as given. */
export async function work({ database }: ApiRoom, person: Person) {
  const { identity, steps } = database.store;
  const subject = await identity.principalOf(person);
  return {
    subject,
    async collect(to: ToRank): Promise<void> {
      const lease = await start(subject, to.taskId, 'collect-0');
      const profile: AccountProfile = {
        platform: 'threads',
        externalId: '1789',
        origin: null,
        name: 'Some Body',
        handle: 'some.body',
        followers: 1_000,
        timezone: null,
        source: 'threads-api',
        ...to.profile,
      };
      const { source } = profile;
      const { accountId } = await steps.saveAccount(subject, lease, {
        profile,
        access: 'public',
        capturedAt,
        cursor: 'first page',
      });
      await steps.savePage(subject, lease, {
        accountId,
        posts: to.posts.map(({ postId: externalId, ...ranked }, place) => ({
          post: post({
            externalId,
            publishedAt: new Date(publishedAt(place)),
            caption: `About ${externalId}`,
            url: `https://threads.example/${externalId}`,
          }),
          metrics: ranked.metrics,
          retention: null,
        })),
        capturedAt,
        source,
        access: 'public',
        next: null,
      });
      await steps.finishCollect(subject, lease, {
        state: 'completed',
        accountId,
        coverage: coverageOf(profile, to),
        error: null,
      });
    },
    async rank({ taskId, posts }: ToRank): Promise<void> {
      const lease = await start(subject, taskId, 'rank-posts');
      const ranking = { postIds: posts.map(({ postId }) => postId), ranked: posts };
      await steps.saveRanking(subject, lease, ranking, capturedAt);
    },
    async fail(taskId: string, message: string): Promise<void> {
      const lease = await start(subject, taskId, 'collect-0');
      await steps.failScan(subject, lease, { code: 'account_not_found', message });
    },
  };

  async function start(who: Principal, scanId: string, stepKey: string) {
    const started = await steps.start(who, { scanId, stepKey });
    if (started.outcome !== 'started') throw new Error(`${stepKey} does not start`);
    return started.lease;
  }
}

const coverageOf = ({ platform, externalId, source }: AccountProfile, to: ToRank): Coverage => ({
  account_id: `${platform}:${externalId}`,
  platform,
  role: 'competitor',
  source: source === 'import' ? null : source,
  access: 'public',
  status: to.status ?? 'complete',
  reason: to.status === 'partial' ? 'the day’s quota is used up' : null,
  captured_at: capturedAt.toISOString(),
  posts: to.posts.length,
  posts_without_metrics: 0,
});
