import type { Report, ScanResults } from '@viral-scan/contracts';
import { sampleWorld } from '@viral-scan/worlds';
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

const { truth } = sampleWorld(1);
const youtube = `youtube:${truth.accountId}`;
const tiktok = `tiktok:${truth.tiktok.accountId}`;

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
      (sum, [asked, calls]) => sum + (asked.startsWith(path) ? calls : 0),
      0,
    );
  };
  const upstreamCalls = (): Promise<number> => callsTo('/');
  const tiktokCalls = (): Promise<number> => callsTo('/tiktok/');
  const sandbox = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${run.sandbox_url}/_sandbox${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
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
  }, 240_000);
  afterAll(async () => {
    await stop(system);
    home.remove();
  });

  it('shows both as connected, with what was granted and never a token', async () => {
    const answer = await caller.call<{ accounts: OwnAccountBody[] }>('/accounts');
    expect(answer.body.accounts).toMatchObject([
      { id: tiktok, state: 'active', reauthorize_url: null },
      { id: youtube, state: 'active', reauthorize_url: null },
    ]);
    expect(answer.body.accounts.every(({ scopes }) => scopes.length > 0)).toBe(true);
    expect(JSON.stringify(answer.body)).not.toMatch(/access_token|refresh_token/);
  });

  it('brings back the planted hours of both', () => {
    for (const [account, planted] of [
      [youtube, truth.bestHour],
      [tiktok, truth.tiktok.bestHour],
    ] as const) {
      const times = report.optimal_times.filter(({ account_id: id }) => id === account);
      const hours = times.map(({ hour }) => hour);
      console.log(`${account}: planted ${planted}:00, recommended ${hours.join(' ') || '–'}`);
      expect(hoursApart(hours[0] ?? Number.NaN, planted)).toBeLessThanOrEqual(1);
    }
  });

  it('brings back the planted drop-offs of both', () => {
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
    const [found] = report.audience_activity;
    expect(report.audience_activity).toHaveLength(1);
    expect(found?.account_id).toBe(tiktok);
    expect(found?.peak_hours[0]).toBe(truth.tiktok.activityPeakHour);
    expect(report.evidence.audience_activity.reason).toContain('not offered by YouTube');
    const own = report.dataset.coverage.filter(({ role }) => role === 'own');
    expect(own.map(({ access, status }) => `${access} ${status}`)).toEqual([
      'own complete',
      'own complete',
    ]);
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

  it('is partial with a link when a grant is dead, and asks no more', async () => {
    await sandbox('/grants/revoke', { grant_kind: 'tiktok-accounts' });
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
  });
});
