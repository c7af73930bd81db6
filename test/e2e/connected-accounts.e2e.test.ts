import type { ErasureReceipt, Report, ScanResults } from '@viral-scan/contracts';
import { sampleWorld } from '@viral-scan/worlds';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Caller,
  type RunFile,
  type StartedSystem,
  start,
  stop,
  temporaryHome,
  until,
  untilUp,
} from './harness.ts';
import { scrapingScenario } from './scraping/scraping-scenario.ts';

const { truth } = sampleWorld(1);
const youtube = `youtube:${truth.accountId}`;
const tiktok = `tiktok:${truth.tiktok.accountId}`;
const instagram = `instagram:${truth.instagram.accountId}`;
const threads = `threads:${truth.threads.accountId}`;

interface OwnAccountBody {
  readonly id: string;
  readonly state: string;
  readonly scopes: readonly string[];
  readonly reauthorize_url: string | null;
}

const hoursApart = (a: number, b: number): number => {
  const apart = Math.abs(a - b) % 24;
  return Math.min(apart, 24 - apart);
};

/** The sample user's accounts, connected by the start itself and scanned over 90 days. */
describe('npm start with connected accounts', () => {
  const home = temporaryHome();
  let system: StartedSystem;
  let run: RunFile;
  let caller: Caller;
  let report: Report;
  const callsTo = async (path: string): Promise<number> => {
    const answer = await fetch(`${run.sandbox_url}/_sandbox/requests`);
    const { by_path: byPath } = (await answer.json()) as { by_path: Record<string, number> };
    return Object.entries(byPath).reduce(
      (sum, [asked, calls]) =>
        sum + (asked.startsWith(path) && !asked.startsWith('/websub') ? calls : 0),
      0,
    );
  };
  const upstreamCalls = (): Promise<number> => callsTo('/');
  const tiktokCalls = (): Promise<number> => callsTo('/tiktok/');
  const sandboxAnswer = async <T>(path: string, body: object): Promise<T> => {
    const answer = await fetch(`${run.sandbox_url}/_sandbox${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as T;
  };
  const rows = async <Row extends object>(sql: string): Promise<readonly Row[]> => {
    const client = new Client({ connectionString: run.database_url });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const lightScans = () =>
    rows<{ state: string; accounts: string }>(
      `select state, parameters ->> 'accounts' as accounts from scan.scans
       where parameters ->> 'refresh' = 'news'`,
    );
  const postsOf = async (platform: string, which = 'true'): Promise<number> => {
    const [counted] = await rows<{ posts: string }>(
      `select count(*) as posts from scan.posts join scan.accounts using (subject_id, account_id)
       where platform = '${platform}' and ${which}`,
    );
    return Number(counted?.posts);
  };
  const scanned = async (lookbackDays: number): Promise<ScanResults> => {
    const { accounts, competitors, platforms } = report.parameters;
    const body = {
      accounts,
      competitors,
      platforms,
      lookback_days: lookbackDays,
      timezone: 'Europe/Berlin',
    };
    const begun = await caller.post<{ scan_id: string }>('/scan/initiate', body);
    expect(begun.status).toBe(202);
    let results: ScanResults | null = null;
    await until(
      async () => {
        const answer = await caller.call<ScanResults>(`/scan/results/${begun.body.scan_id}`);
        results = answer.status === 200 ? answer.body : null;
        return results !== null;
      },
      60_000,
      () => `no report:\n${system.output()}`,
    );
    return results ?? expect.fail('no report');
  };

  beforeAll(async () => {
    system = start(home.dir, []);
    run = await untilUp(system, home.runFile);
    caller = new Caller(run);
    const { body } = await caller.call<ScanResults>(`/scan/results/${run.scan_id}`);
    report = body.report ?? expect.fail('no report');
  });
  afterAll(async () => {
    await stop(system);
    home.remove();
  });

  it('shows all four as connected, with what was granted and never a token', async () => {
    const answer = await caller.call<{ accounts: OwnAccountBody[] }>('/accounts');
    expect(answer.body.accounts).toMatchObject([
      { id: instagram, state: 'active', reauthorize_url: null },
      { id: threads, state: 'active', reauthorize_url: null },
      { id: tiktok, state: 'active', reauthorize_url: null },
      { id: youtube, state: 'active', reauthorize_url: null },
    ]);
    expect(answer.body.accounts.every(({ scopes }) => scopes.length > 0)).toBe(true);
    expect(JSON.stringify(answer.body)).not.toMatch(/access_token|refresh_token/);
  });

  it('brings back the planted hours of all four', () => {
    for (const [account, planted] of [
      [youtube, truth.bestHour],
      [tiktok, truth.tiktok.bestHour],
      [instagram, truth.instagram.bestHour],
      [threads, truth.threads.bestHour],
    ] as const) {
      const times = report.optimal_times.filter(({ account_id: id }) => id === account);
      const hours = times.map(({ hour }) => hour);
      console.log(`${account}: planted ${planted}:00, recommended ${hours.join(' ') || '–'}`);
      expect(hoursApart(hours[0] ?? Number.NaN, planted)).toBeLessThanOrEqual(1);
    }
  });

  it('brings back the planted drop-offs where a platform tells who still watches', () => {
    const drops = report.content_weaknesses.drop_offs;
    for (const [account, planted, tolerance] of [
      [youtube, truth.dropOff, 8],
      [tiktok, truth.tiktok.dropOff, 1],
    ] as const) {
      const found = drops.find(({ account_id: id }) => id === account);
      console.log(`${account}: planted at ${planted.second} s, found at ${found?.drop_off_sec} s`);
      expect(Math.abs((found?.drop_off_sec ?? Number.NaN) - planted.second - 0.5)).toBeLessThan(
        tolerance,
      );
    }
  });

  it('tells when followers are active where the platform does, and who does not tell', () => {
    const [found, ...more] = report.audience_activity;
    expect(more).toEqual([]);
    expect(found?.account_id).toBe(tiktok);
    expect(found?.peak_hours[0]).toBe(truth.tiktok.activityPeakHour);
    // Instagram mostly keeps silent about it.
    expect(report.evidence.audience_activity.reason).toMatch(/instagram\): not enough days/);
    expect(report.evidence.audience_activity.reason).toContain('not offered by YouTube');
    expect(report.evidence.audience_activity.reason).toContain('not offered by Threads');
  });

  it('says of each account what its platform does not offer', () => {
    const own = report.dataset.coverage.filter(({ role }) => role === 'own');
    expect(own.map(({ access, status }) => `${access} ${status}`)).toEqual(
      Array.from({ length: 4 }, () => 'own complete'),
    );
    const missing = new Map(own.map(({ account_id: id, not_offered }) => [id, not_offered ?? {}]));
    expect(missing.get(instagram)).toMatchObject({ retention: 'not offered by Instagram' });
    expect(missing.get(threads)).toMatchObject({
      retention: 'not offered by Threads',
      watch_time: 'not offered by Threads',
      audience_activity: 'not offered by Threads',
    });
    expect(missing.get(youtube)).toMatchObject({ audience_activity: 'not offered by YouTube' });
  });

  it('looks at a profile of Threads as anyone who is connected there, and says what it is not shown', async () => {
    const ref = 'threads:kitchentablescience';
    const begun = await caller.post<{ scan_id: string }>('/scan/initiate', {
      platforms: ['threads'],
      accounts: [threads],
      competitors: [ref],
      lookback_days: 30,
    });
    expect(begun.status).toBe(202);
    const coverage = async () => {
      const answer = await caller.call<ScanResults>(`/scan/results/${begun.body.scan_id}`);
      return answer.body.report?.dataset.coverage.find(({ account_id: id }) => id === ref);
    };
    await until(
      async () => (await coverage()) !== undefined,
      60_000,
      () => `no report:\n${system.output()}`,
    );
    const seen = await coverage();
    expect(seen).toMatchObject({
      role: 'competitor',
      source: 'threads-api',
      access: 'public',
      status: 'complete',
      reason: expect.stringMatching(/no counters for \d+ of the posts/),
      not_offered: { shares: 'offered by Threads to the owner of a profile only' },
    });
    expect(seen?.posts).toBeGreaterThan(10);
    const answer = await fetch(`${run.sandbox_url}/_sandbox/requests`);
    const { by_api: byApi } = (await answer.json()) as {
      by_api: Record<string, { by_operation: Record<string, number> }>;
    };
    expect(byApi['threads-profiles']?.by_operation).toMatchObject({ profile_lookup: 1 });
  });

  scrapingScenario(() => run, {
    channel: `youtube:${truth.accountId}`,
    threadsHandle: 'kitchentablescience',
  });

  it('asks nobody anything for a scan within the hour, and says the same', async () => {
    const before = await upstreamCalls();
    const again = await scanned(90);
    expect(again.report?.dataset.reused_from).toBe(report.scan_id);
    expect(await upstreamCalls()).toBe(before);
    expect(again.report?.as_of).toBe(report.as_of);
    expect(again.report?.dataset.coverage.map(({ posts }) => posts)).toEqual(
      report.dataset.coverage.map(({ posts }) => posts),
    );
  });

  it('reads an account at once that its platform tells something new of, once for all that is told', async () => {
    const send = { platform: 'tiktok', event: 'post.publish.publicly_available', wait: true };
    const told = await sandboxAnswer<{ deliveries: { state: string }[] }>('/webhooks/send', {
      ...send,
      count: 5,
      faults: ['doubled', 'reordered'],
    });
    expect(told.deliveries.map(({ state }) => state)).toEqual(Array(10).fill('delivered'));
    await until(
      async () => (await lightScans()).some(({ state }) => state === 'completed'),
      60_000,
      () => `no light scan:\n${system.output()}`,
    );
    const scans = await lightScans();
    expect(scans.every(({ accounts }) => accounts === JSON.stringify([tiktok]))).toBe(true);
    // One that was under way when the last was told, and one after it.
    expect(scans.length).toBeLessThanOrEqual(2);
    const forged = await sandboxAnswer<{ deliveries: { attempts: { status: number }[] }[] }>(
      '/webhooks/send',
      { ...send, faults: ['bad_signature'], attempts: 1 },
    );
    expect(forged.deliveries[0]?.attempts[0]?.status).toBe(401);
  });

  it('is partial with a link when a grant is dead, and asks no more', async () => {
    // Nobody tells: TikTok's own event would erase the account.
    await fetch(`${run.sandbox_url}/_sandbox/webhooks/tiktok`, { method: 'DELETE' });
    await sandboxAnswer('/grants/revoke', { grant_kind: 'tiktok-accounts' });
    // Further back than was listed: the account has to be asked again.
    const { report: partial } = await scanned(100);
    const missing = partial?.dataset.coverage.find(({ account_id: id }) => id === tiktok);
    expect(partial?.status).toBe('partial');
    expect(missing).toMatchObject({ status: 'partial', posts: expect.any(Number) });
    expect(missing?.posts).toBeGreaterThan(100);
    const path = `/accounts/${encodeURIComponent(tiktok)}`;
    const { body } = await caller.call<OwnAccountBody>(path);
    expect(body).toMatchObject({
      state: 'reauthorization_required',
      reauthorize_url: expect.stringContaining('/connect/tiktok'),
    });
    const before = await tiktokCalls();
    expect((await scanned(110)).report?.status).toBe('partial');
    expect(await tiktokCalls()).toBe(before);
    const notices = await rows<{ account: string }>(
      `select payload -> 'data' ->> 'account_id' as account from scan.outbox
       where type = 'viral.account.reauthorization_required'`,
    );
    expect(notices).toEqual([{ account: tiktok }]);
  });

  it('erases what it read of an account whose owner took the access away, and keeps the rest', async () => {
    await sandboxAnswer('/webhooks/send', {
      platform: 'threads',
      event: 'deauthorize',
      account: truth.threads.accountId,
      wait: true,
    });
    await until(
      // What anyone may see of the same profile was not read of the account.
      async () => (await postsOf('threads', 'seen_as_own')) === 0,
      60_000,
      () => `still there:\n${system.output()}`,
    );
    expect(await postsOf('youtube')).toBeGreaterThan(100);
    // The grant goes after the rows.
    await until(
      async () => {
        const { body } = await caller.call<{ accounts: OwnAccountBody[] }>('/accounts');
        return body.accounts.every(({ id }) => id !== threads);
      },
      60_000,
      () => `still connected:\n${system.output()}`,
    );
  });

  it('erases a user on request, and leaves a receipt', async () => {
    const asked = await caller.call<ErasureReceipt>(`/users/${run.user_id}`, { method: 'DELETE' });
    expect(asked.status).toBe(202);
    let receipt = asked.body;
    await until(
      async () => {
        const answer = await fetch(`${run.api_url}/erasures/${receipt.code}`);
        receipt = (await answer.json()) as ErasureReceipt;
        return receipt.status === 'completed';
      },
      90_000,
      () => `${JSON.stringify(receipt)}\n${system.output()}`,
    );
    expect(receipt.erased.posts).toBeGreaterThan(500);
    expect(receipt.not_revoked.map(({ platform }) => platform)).toEqual(['instagram']);
    expect(await postsOf('youtube')).toBe(0);
    const { body } = await caller.call<{ accounts: OwnAccountBody[] }>('/accounts');
    expect(body.accounts).toEqual([]);
  });
});
