import {
  type ApiCost,
  type CollectionCosts,
  InvalidInput,
  type PlatformApi,
  sumCosts,
  UpstreamUnavailable,
} from '@viral-scan/contracts';
import type { BudgetStanding, Budgets, PlannedAccount } from '@viral-scan/scan';
import { importedPost, importSummary } from '@viral-scan/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type PlanningRoom, planningRoom, roomCosts } from './planning-room.ts';
import { own, rival } from './scan-room.ts';

const tiktok = 'tiktok:an-open-id';
const tiktokCosts: CollectionCosts = {
  ...roomCosts,
  platform: 'tiktok',
  source: 'tiktok-accounts-api',
  grant: 'tiktok-accounts',
};

let room: PlanningRoom;
beforeEach(async () => {
  room = await planningRoom();
});

const first = ({ accounts }: { readonly accounts: readonly PlannedAccount[] }): PlannedAccount =>
  accounts[0] ?? expect.fail('no account is planned');
const withTiktok = {
  costsByGrant: new Map([
    ['youtube', roomCosts],
    ['tiktok-accounts', tiktokCosts],
  ] as const),
};

describe('how an account would be read', () => {
  it('with the grant of its owner', async () => {
    await room.connect();
    expect(first(await room.plan())).toMatchObject({
      ref: own,
      role: 'own',
      connection: 'active',
      reason: null,
      connectWith: null,
      source: 'youtube-data-api',
      access: 'own',
      postsPerPage: 2,
    });
  });

  it('a full page of unknown posts takes what owners see of each, too', async () => {
    await room.connect();
    const { accounts } = await room.plan({ competitors: [rival] });
    const { page, postsPerPage } = roomCosts.listing;
    const { insights } = roomCosts;
    expect(accounts[1]?.perPage).toEqual(page);
    expect(accounts[0]?.perPage).toEqual(
      sumCosts([
        { costs: page, times: 1 },
        {
          costs: insights?.batch ?? [],
          times: Math.ceil(postsPerPage / (insights?.postsPerBatch ?? 1)),
        },
        { costs: insights?.postWithLength ?? [], times: postsPerPage },
      ]),
    );
    expect(accounts[0]?.perPage.length).toBeGreaterThan(page.length);
  });

  it('as anyone, where its owner has not connected it or it is a competitor', async () => {
    await room.connect(rival);
    const { accounts } = await room.plan({ competitors: [rival] });
    expect(accounts).toMatchObject([
      {
        ref: own,
        connection: 'not_connected',
        access: 'public',
        connectWith: { platform: 'youtube', kind: null },
        collection: { due: { insights: null, days: null } },
      },
      { ref: rival, role: 'competitor', connection: null, access: 'public', connectWith: null },
    ]);
  });

  it('as anyone again once it was disconnected', async () => {
    await room.connect();
    await room.store.connections.disconnect(room.who, own);
    expect(first(await room.plan())).toMatchObject({
      connection: 'disconnected',
      access: 'public',
      connectWith: { platform: 'youtube', kind: 'youtube' },
    });
  });

  it('not at all with a dead grant, saying how to mend it', async () => {
    await room.connect();
    const seen = (await room.store.connections.find(room.who, own)) ?? expect.fail();
    await room.store.connections.refuse(room.who, seen, 'consent was withdrawn');
    expect(first(await room.plan())).toMatchObject({
      connection: 'reauthorization_required',
      reason: 'the account has to be connected again: consent was withdrawn',
      connectWith: { platform: 'youtube', kind: 'youtube' },
      source: null,
      collection: null,
    });
  });

  it('not at all without a grant where its platform is read with one alone', async () => {
    const body = { platforms: ['tiktok' as const], accounts: [tiktok] };
    expect(first(await room.plan(body))).toMatchObject({
      reason: 'without a grant nothing can be read of tiktok, and the account is not connected',
      connectWith: null,
      collection: null,
    });
    const withCompetitor = { ...body, competitors: ['tiktok:them' as const] };
    const { accounts } = await room.plan(withCompetitor, withTiktok);
    expect(accounts[1]?.reason).toBe(
      'without a grant nothing can be read of tiktok: accounts of others are not read there',
    );
    expect(accounts[0]).toMatchObject({
      reason: 'without a grant nothing can be read of tiktok, and the account is not connected',
      connection: 'not_connected',
      connectWith: { platform: 'tiktok', kind: null },
      collection: null,
    });
  });

  it('of others with any own grant, where their platform shows them to those who are connected', async () => {
    const body = { platforms: ['threads' as const], accounts: [], competitors: ['threads:them'] };
    const rivalOf = async () => (await room.plan(body)).accounts.at(-1);
    expect(await rivalOf()).toMatchObject({
      reason:
        'without a grant nothing can be read of threads: accounts of others can be read there once an own one is connected',
      connectWith: { platform: 'threads', kind: 'threads' },
      collection: null,
    });
    await room.connect('threads:1', 'threads');
    expect(await rivalOf()).toMatchObject({
      ref: 'threads:them',
      source: 'threads-api',
      access: 'public',
      reason: null,
      connection: null,
      connectWith: null,
      collection: { due: { insights: null, days: null } },
    });
    await room.store.connections.disconnect(room.who, 'threads:1');
    expect(await rivalOf()).toMatchObject({ collection: null });
  });

  it('from what was imported, where its platform cannot be asked', async () => {
    const importId = crypto.randomUUID();
    const open = await room.store.imports.begin(room.who, {
      importId,
      importedAt: room.clock.now(),
    });
    await open.addPosts([importedPost('an-open-id', 'a', { platform: 'tiktok', origin: null })]);
    await open.commit(importSummary(importId));
    const body = { platforms: ['tiktok' as const], accounts: [tiktok] };
    expect(first(await room.plan(body))).toMatchObject({
      source: 'import',
      access: 'own',
      reason:
        'without a grant nothing can be read of tiktok, and the account is not connected; the posts of the imported file are used',
      collection: null,
    });
    const file = { platforms: ['file' as const], accounts: ['file:nobody'] };
    expect(first(await room.plan(file))).toMatchObject({
      source: null,
      reason: 'nothing was imported under this name',
    });
  });
});

it('a plan writes nothing, and refuses what a scan refuses', async () => {
  const before = structuredClone({ ...room.store.state, now: null, realNowMs: null });
  await room.plan({ competitors: [rival], dry_run: true });
  expect({ ...room.store.state, now: null, realNowMs: null }).toEqual(before);
  const { accounts: _, ...nameless } = { accounts: [own] };
  await expect(room.plan({ ...nameless, accounts: undefined })).rejects.toThrow(InvalidInput);
});

describe('what it leaves of the budgets', () => {
  const units = (known: Partial<BudgetStanding> = {}): BudgetStanding => ({
    budget: 'units',
    limit: 10,
    remaining: 10,
    resetsAt: null,
    counts: { kind: 'units', zone: 'America/Los_Angeles' },
    ...known,
  });
  const paced = (known: Partial<BudgetStanding> = {}): BudgetStanding => ({
    budget: 'user',
    limit: 5,
    remaining: 5,
    resetsAt: null,
    counts: { kind: 'calls', back: 5, everyMs: 1_000 },
    ...known,
  });
  const budgets = (...standing: readonly BudgetStanding[]): { readonly budgets: Budgets } => ({
    budgets: { standing: async () => standing },
  });
  /** Two accounts of a competitor's kind, each at least two calls. */
  const two = { competitors: [rival] };
  const callsOf = (calls: number): readonly ApiCost[] => [
    { api: 'youtube-data', calls, units: calls },
  ];

  it('is told by API, as it stands for the user', async () => {
    const asked: [PlatformApi, string][] = [];
    const standing = [units({ remaining: 7, resetsAt: new Date('2026-06-02T07:00:00Z') })];
    const { apis } = await room.plan(two, {
      budgets: {
        standing: async (api, onBehalfOf) => {
          asked.push([api, onBehalfOf]);
          return standing;
        },
      },
    });
    expect(asked).toEqual([['youtube-data', room.who.subjectId]]);
    expect(apis).toEqual([
      {
        ...callsOf(4)[0],
        budgets: standing,
        budgetsReason: null,
        fitsToday: true,
        endsOn: '2026-06-01',
      },
    ]);
  });

  it('names the day of the budget on which the last unit is used', async () => {
    const plan = async (remaining: number, limit: number, now: string) => {
      const realNow = () => new Date(now);
      const { apis } = await room.plan(two, { ...budgets(units({ remaining, limit })), realNow });
      return [apis[0]?.fitsToday, apis[0]?.endsOn];
    };
    expect(await plan(4, 10, '2026-06-01T12:00:00Z')).toEqual([true, '2026-06-01']);
    expect(await plan(3, 10, '2026-06-01T12:00:00Z')).toEqual([false, '2026-06-02']);
    expect(await plan(0, 2, '2026-06-01T12:00:00Z')).toEqual([false, '2026-06-03']);
    // Still May in California.
    expect(await plan(0, 1, '2026-06-01T06:59:59Z')).toEqual([false, '2026-06-04']);
  });

  it('does not know of days where no budget goes by them', async () => {
    const { apis } = await room.plan(two, budgets(paced()));
    expect(apis).toMatchObject([{ fitsToday: true, endsOn: null }]);
  });

  it('is not known without its keeper, and says so', async () => {
    const away = new UpstreamUnavailable('Redis did not answer');
    const { apis, estimatedSeconds } = await room.plan(two, {
      budgets: { standing: () => Promise.reject(away) },
    });
    expect(apis).toMatchObject([
      { calls: 4, budgets: null, budgetsReason: 'Redis did not answer', fitsToday: null },
    ]);
    expect(estimatedSeconds).toBeGreaterThan(5);
    const broken = { budgets: { standing: () => Promise.reject(new TypeError('a slip')) } };
    await expect(room.plan(two, broken)).rejects.toThrow(TypeError);
  });

  it('takes as long as the slowest of the budgets, or the longest account', async () => {
    const seconds = async (...standing: readonly BudgetStanding[]) =>
      (await room.plan(two, budgets(...standing))).estimatedSeconds;
    expect(await seconds(paced(), units({ remaining: 0 }))).toBe(6);
    expect(await seconds(paced({ remaining: 0 }))).toBe(6);
    const slow = { kind: 'calls', back: 1, everyMs: 60_000 } as const;
    expect(await seconds(paced(), paced({ remaining: 1, counts: slow }))).toBe(5 + 3 * 60);
  });
});
