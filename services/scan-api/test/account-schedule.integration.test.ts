import { randomUUID } from 'node:crypto';
import {
  type AccountSchedule,
  accountScheduleSchema,
  type Coverage,
  type OptimalTime,
  type Report,
} from '@viral-scan/contracts';
import { manualClock, metrics, post, profile, report, scriptedOAuth } from '@viral-scan/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiRoom, apiRoom } from './api-room.ts';

const id = 'UC0000000000000000000001';
const ref = `youtube:${id}`;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const clock = manualClock();
const now = clock.now();
const earlier = (ms: number): Date => new Date(now.getTime() - ms);
const later = (ms: number): string => earlier(-ms).toISOString();
const login = scriptedOAuth();

let room: ApiRoom;
let latest: Report | null = null;
beforeAll(async () => {
  room = await apiRoom(
    { clock, latestReports: { get: async () => latest, put: async () => undefined } },
    [login],
  );
});
afterAll(() => room.close());

async function someone(scope = 'scan:read scan:write account:read account:write') {
  const caller = { tenantId: randomUUID(), userId: randomUUID(), scopes: [] };
  const token = await room.issuer.token({ ...caller, scope });
  const who = await room.database.store.identity.principalOf(caller);
  return { who, headers: { authorization: `Bearer ${token}` } };
}
type Someone = Awaited<ReturnType<typeof someone>>;

const ask = ({ headers }: Someone, account = ref) =>
  room.app.inject({ url: `/accounts/${encodeURIComponent(account)}/schedule`, headers });

async function scheduleOf(user: Someone): Promise<AccountSchedule> {
  const answer = await ask(user);
  expect(answer.statusCode, answer.body).toBe(200);
  return accountScheduleSchema.parse(answer.json());
}

const connect = ({ headers }: Someone) =>
  room.app.inject({
    method: 'PUT',
    url: `/accounts/${encodeURIComponent(ref)}/tokens`,
    headers,
    payload: {
      access_token: login.hand(id).accessToken,
      expires_at: '2099-01-01T00:00:00Z',
    },
  });

/** A scan that has read the account; answers its id. */
async function collected(
  { who, headers }: Someone,
  posts: readonly (readonly [id: string, ageMs: number, seenMs: number])[],
): Promise<string> {
  const { steps } = room.database.store;
  const answer = await room.app.inject({
    method: 'POST',
    url: '/scan/initiate',
    headers,
    payload: { platforms: ['youtube'], accounts: [ref] },
  });
  const { scan_id: scanId } = answer.json<{ scan_id: string }>();
  const start = await steps.start(who, { scanId, stepKey: 'collect-0' });
  if (start.outcome !== 'started') throw new Error('the collection does not start');
  const { accountId } = await steps.saveAccount(who, start.lease, {
    profile: profile({ externalId: id }),
    access: 'own',
    capturedAt: now,
    cursor: 'x',
  });
  for (const [externalId, ageMs, seenMs] of posts) {
    await steps.savePage(who, start.lease, {
      accountId,
      posts: [
        {
          post: post({ externalId, publishedAt: earlier(ageMs) }),
          metrics: metrics({ views: 1 }),
          retention: null,
        },
      ],
      capturedAt: earlier(seenMs),
      source: 'youtube-data-api',
      access: 'own',
      listing: { complete: { since: new Date(0), listedAt: earlier(seenMs) }, backfill: null },
      next: { accountId, cursor: 'y', postsWithoutMetrics: 0 },
    });
  }
  return scanId;
}

const coverage: Coverage = {
  account_id: ref,
  platform: 'youtube',
  role: 'own',
  source: 'youtube-data-api',
  access: 'own',
  status: 'complete',
  reason: null,
  captured_at: null,
  posts: 3,
  posts_without_metrics: 0,
};
const slot: OptimalTime = {
  platform: 'youtube',
  account_id: ref,
  timezone: 'UTC',
  weekday: 3,
  hour: 18,
  lift_pct: 30,
  ci_95: [10, 50],
  posts: 40,
  p_value: 0.01,
  confidence: 'high',
  holdout: { verdict: 'agrees', lift_pct: 20, posts: 8 },
  prominence_pct: 12,
  own_weight: 0.8,
};

/** What the cache answers as the user's latest report. */
const remember = (scanId: string, known: Partial<Report>): void => {
  latest = report({ scan_id: scanId, ...known });
};

describe('GET /accounts/:id/schedule', () => {
  it('tells when the posts of a connected account are read, and when it is collected', async () => {
    latest = null;
    const user = await someone();
    await connect(user);
    await collected(user, [
      ['hourly', 2 * hourMs, 0],
      ['six-hourly', 3 * dayMs, hourMs],
      ['also', 3 * dayMs, hourMs],
      ['due', 20 * dayMs, 2 * dayMs],
      ['never', 100 * dayMs, dayMs],
    ]);
    const { collections, as_of, account_id } = await scheduleOf(user);
    expect({ as_of, account_id }).toEqual({ as_of: now.toISOString(), account_id: ref });
    expect(collections).toEqual({
      scheduled: true,
      reason: null,
      rule: [
        { younger_than: 'P1D', every: 'PT1H' },
        { younger_than: 'P7D', every: 'PT6H' },
        { younger_than: 'P30D', every: 'P1D' },
        { younger_than: 'P90D', every: 'P7D' },
      ],
      new_posts_every: 'PT1H',
      next_at: now.toISOString(),
      due_now: 1,
      upcoming: [
        { at: later(hourMs), posts: 1, reason: 'younger than P1D: every PT1H' },
        { at: later(5 * hourMs), posts: 2, reason: 'younger than P7D: every PT6H' },
      ],
    });
  });

  it('is collected at once when it has just been connected', async () => {
    const user = await someone();
    await connect(user);
    expect((await scheduleOf(user)).collections).toMatchObject({
      scheduled: true,
      next_at: now.toISOString(),
      due_now: 0,
      upcoming: [],
    });
  });

  it('says why an account is not collected by schedule, and when its posts would be due', async () => {
    const user = await someone();
    await collected(user, [['a', 3 * dayMs, hourMs]]);
    expect((await scheduleOf(user)).collections).toMatchObject({
      scheduled: false,
      reason: 'accounts are collected by schedule while they are connected',
      next_at: null,
      upcoming: [{ at: later(5 * hourMs), posts: 1 }],
    });
    await connect(user);
    await room.database.pools.identity.query(
      `update identity.connections set state = 'reauthorization_required', reason = 'withdrawn'
       where subject_id = $1`,
      [user.who.subjectId],
    );
    expect((await scheduleOf(user)).collections).toMatchObject({
      scheduled: false,
      reason: 'the account has to be connected again: withdrawn',
      next_at: null,
    });
  });

  it('recommends the slots of the latest report for this account', async () => {
    const user = await someone();
    const scanId = await collected(user, [['a', dayMs, 0]]);
    const other = { ...slot, account_id: 'youtube:UC0000000000000000000002' };
    const dataset = { ...report().dataset, coverage: [coverage] };
    remember(scanId, { optimal_times: [other, slot], dataset });
    expect((await scheduleOf(user)).posting).toEqual({
      slots: [slot],
      reason: null,
      scan_id: scanId,
      as_of: '2026-06-01T12:00:00.000Z',
    });
  });

  it('gives the reason where the report recommends none, or there is no report', async () => {
    const user = await someone();
    const scanId = await collected(user, [['a', dayMs, 0]]);
    latest = null;
    expect((await scheduleOf(user)).posting).toEqual({
      slots: [],
      reason: 'no scan of this user has a report yet',
      scan_id: null,
      as_of: null,
    });
    const { dataset } = report();
    remember(scanId, { dataset: { ...dataset, coverage: [coverage] } });
    expect((await scheduleOf(user)).posting).toMatchObject({
      slots: [],
      reason: 'a test report',
      scan_id: scanId,
    });
    remember(scanId, { dataset: { ...dataset, coverage: [{ ...coverage, role: 'competitor' }] } });
    expect((await scheduleOf(user)).posting.reason).toMatch(/does not look at this account/);
  });

  it('is 404 for accounts that are unknown or not the caller’s own', async () => {
    latest = null;
    const owner = await someone();
    await collected(owner, []);
    const stranger = await someone();
    for (const [user, account] of [
      [stranger, ref],
      [owner, 'youtube:UC0000000000000000000009'],
      [owner, 'nonsense'],
      [owner, 'youtube:@%00'],
    ] as const) {
      const answer = await ask(user, account);
      expect(answer.statusCode, answer.body).toBe(404);
      expect(answer.json().type).toBe('urn:viral-scan:problem:not-found');
    }
  });

  it('needs the scope account:read', async () => {
    expect((await ask(await someone('scan:read'))).statusCode).toBe(403);
  });
});
