import { randomUUID } from 'node:crypto';
import { type CollectionPlan, collectionPlanSchema } from '@viral-scan/contracts';
import { connectRedis } from '@viral-scan/queue';
import { createPace, platformBudgets } from '@viral-scan/rate-limit';
import { scriptedOAuth, testRedisPrefix } from '@viral-scan/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createPlanning } from '../src/planning/create-planning.ts';
import { paceBudgets } from '../src/planning/pace-budgets.ts';
import { type ApiRoom, apiRoom, countIdentities, countRows } from './api-room.ts';

const own = 'youtube:UC0000000000000000000001';
const rival = 'youtube:UC9999999999999999999999';
const login = scriptedOAuth();
const limits = {
  PACE_USER_CALLS_PER_SECOND: 5,
  YOUTUBE_DAILY_UNITS: 100,
  TIKTOK_CALLS_PER_SECOND: 10,
  TIKTOK_CALLS_PER_MINUTE: 600,
  TIKTOK_CALLS_PER_DAY: 1_000,
  TIKTOK_DISPLAY_CALLS_PER_MINUTE: 600,
  INSTAGRAM_CALLS_PER_DAY: 48_000,
  THREADS_CALLS_PER_DAY: 48_000,
  THREADS_SEARCHES_PER_DAY: 2_200,
  THREADS_PROFILE_CALLS_PER_DAY: 1_000,
};

/** The pace of a Redis, as the API looks at it. */
function paceOf(url: string, prefix: string) {
  const redis = connectRedis(url, { role: 'queue', name: 'test' });
  onTestFinished(() => redis.disconnect());
  return createPace({ redis, prefix, budgets: platformBudgets(limits), patienceMs: 0 });
}

let room: ApiRoom;
beforeAll(async () => {
  room = await apiRoom({}, [login]);
});
afterAll(() => room.close());

async function dryRun(
  payload: Record<string, unknown> = {},
  { in: asked = room, headers = {} }: { in?: ApiRoom; headers?: Record<string, string> } = {},
) {
  return asked.app.inject({
    method: 'POST',
    url: '/scan/initiate',
    headers: { ...(await asked.newcomer()), ...headers },
    payload: {
      platforms: ['youtube'],
      accounts: [own],
      competitors: [rival],
      dry_run: true,
      ...payload,
    },
  });
}

const planOf = (answer: { readonly statusCode: number; readonly body: string }): CollectionPlan => {
  expect(answer.statusCode, answer.body).toBe(200);
  return collectionPlanSchema.parse(JSON.parse(answer.body));
};

describe('POST /scan/initiate with dry_run', () => {
  it('answers what would be asked of the platforms, account by account', async () => {
    const plan = planOf(await dryRun());
    expect(plan).toMatchObject({ dry_run: true, at_least: true, estimated_seconds: 6 });
    expect(plan.accounts[0]).toEqual({
      account_id: own,
      platform: 'youtube',
      role: 'own',
      readable: true,
      reason: null,
      source: 'youtube-data-api',
      access: 'public',
      connection: 'not_connected',
      reauthorize_url: '/connect/youtube',
      known: {
        posts: 0,
        listing: 'never',
        listed_since: null,
        listed_at: null,
        due: { counters: 0, insights: null, days: null },
      },
      planned: {
        at_least: true,
        listing_pages: 1,
        lookups: 0,
        insights: 0,
        days: false,
        calls: [{ api: 'youtube-data', calls: 3, units: 3 }],
        further_page: { posts: 50, calls: [{ api: 'youtube-data', calls: 2, units: 2 }] },
      },
    });
    expect(plan.accounts[1]).toMatchObject({
      account_id: rival,
      role: 'competitor',
      connection: null,
      reauthorize_url: null,
    });
    expect(plan.apis).toEqual([
      {
        api: 'youtube-data',
        calls: 6,
        units: 6,
        budgets: [],
        budgets_reason: null,
        fits_today: true,
        ends_on: null,
      },
    ]);
  });

  it('writes nothing but who called, and remembers no key', async () => {
    const [before, known] = [await countRows(room), await countIdentities(room)];
    const headers = { ...(await room.newcomer()), 'idempotency-key': randomUUID() };
    for (const lookback_days of [90, 30]) planOf(await dryRun({ lookback_days }, { headers }));
    // Tenant, user and subject.
    expect(await countIdentities(room)).toBe(known + 3);
    expect(await countRows(room)).toBe(before + 3);
  });

  it('uses no quota, nor is it refused without', async () => {
    const headers = await room.newcomer();
    for (let scan = 0; scan < 12; scan += 1) planOf(await dryRun({}, { headers }));
    const initiated = await dryRun({ dry_run: false }, { headers });
    expect(initiated.statusCode, initiated.body).toBe(202);
  });

  it('says of an account that has to be connected again where that is done', async () => {
    const headers = await room.newcomer('scan:write account:write');
    const handedIn = await room.app.inject({
      method: 'PUT',
      url: `/accounts/${encodeURIComponent(own)}/tokens`,
      headers,
      payload: {
        access_token: login.hand('UC0000000000000000000001').accessToken,
        expires_at: '2099-01-01T00:00:00Z',
      },
    });
    const { rows } = await room.database.pools.identity.query<{ subject_id: string }>(
      `update identity.connections set state = 'reauthorization_required', reason = 'withdrawn'
       returning subject_id`,
    );
    expect(rows, handedIn.body).toHaveLength(1);
    const plan = planOf(await dryRun({}, { headers }));
    expect(plan.accounts[0]).toMatchObject({
      readable: false,
      reason: 'the account has to be connected again: withdrawn',
      connection: 'reauthorization_required',
      reauthorize_url: '/connect/youtube',
      planned: { calls: [], further_page: null },
    });
  });

  it.each([
    [{ dry_run: 'yes' }, 'dry_run'],
    [{ accounts: undefined }, 'accounts'],
    [{ lookback_days: 0 }, 'lookback_days'],
  ])('refuses %j as a scan would, naming the field', async (payload, field) => {
    const answer = await dryRun(payload);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].field).toBe(field);
  });
});

describe('what a dry run says of the budgets', () => {
  const withPace = async (url: string, prefix: string) => {
    const paced = await apiRoom();
    onTestFinished(() => paced.close());
    const dryRuns = createPlanning(paced.database.store, {
      budgets: paceBudgets(paceOf(url, prefix)),
      grantKinds: [],
      publicPlatforms: ['youtube'],
      freshMs: 3_600_000,
    });
    const asked = await apiRoom({ dryRuns });
    onTestFinished(() => asked.close());
    return asked;
  };

  it('is what all processes together have left', async () => {
    const { url, prefix } = testRedisPrefix();
    const call = { api: 'youtube-data', operation: 'videos.list', units: 96 } as const;
    const { signal } = new AbortController();
    await paceOf(url, prefix).take({ ...call, onBehalfOf: 'somebody else' }, { signal });
    const plan = planOf(await dryRun({}, { in: await withPace(url, prefix) }));
    const [api] = plan.apis;
    expect(api).toMatchObject({ units: 6, fits_today: false });
    expect(api?.budgets).toEqual([
      {
        budget: 'units',
        counts: 'units',
        limit: 100,
        remaining: 4,
        resets_at: expect.stringMatching(/T0[78]:00:00\.000Z$/),
      },
      { budget: 'user', counts: 'calls', limit: 5, remaining: 5, resets_at: null },
    ]);
    expect(plan.ends_on).toBe(api?.ends_on);
    const tomorrow = new Date(Date.parse(api?.budgets?.[0]?.resets_at ?? '') + 3_600_000);
    expect(plan.ends_on).toBe(
      new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(tomorrow),
    );
  });

  it('is not known while Redis is away, and the rest of the plan stands', async () => {
    const plan = planOf(await dryRun({}, { in: await withPace('redis://127.0.0.1:1', 'x') }));
    expect(plan).toMatchObject({
      fits_today: null,
      ends_on: null,
      apis: [{ calls: 6, budgets: null, budgets_reason: expect.stringMatching(/./) }],
    });
  });
});
