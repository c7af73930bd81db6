import { setTimeout as sleep } from 'node:timers/promises';
import type { ScanResults, ScanStatus } from '@viral-scan/contracts';
import { type Api, inWords, type ProblemBody } from './api.ts';
import { Progress } from './progress.ts';
import type { Sandbox } from './sandbox.ts';

const dayMs = 86_400_000;

/** The first scan did not come to a report; the message says why. */
export class ScanFailed extends Error {}

export interface ScanPlan {
  readonly platforms: readonly string[];
  readonly accounts: readonly string[];
  readonly competitors: readonly string[];
  readonly lookbackDays: number;
  readonly timezone: string;
}

/** The rolling mean of the window's first days reaches back a week before it. */
const rollingDays = 7;
const weekDays = 7;

/**
 * Collects once per world day of the look-back (some platforms once per week), so that posts have the history of snapshots they
 * would have had if Viral Scan had run all along; leaves the clock at `until`.
 */
export async function replay(
  api: Api,
  sandbox: Sandbox,
  plan: Pick<ScanPlan, 'accounts' | 'competitors' | 'lookbackDays'>,
  worldStart: Date,
  until: Date,
): Promise<void> {
  const progress = new Progress('Replaying');
  const { accounts, competitors } = plan;
  const sinceStart = (until.getTime() - worldStart.getTime()) / dayMs;
  const days = Math.min(plan.lookbackDays + rollingDays, Math.floor(sinceStart));
  const margin = days - plan.lookbackDays;
  for (let day = 0; day <= days; day += 1) {
    const now = new Date(until.getTime() - (days - day) * dayMs);
    await sandbox.setClock(now);
    // Only posts of the final window (a collection reads a week more by itself).
    const lookback_days = Math.max(1, day - margin);
    // What only owners see is the latest reading: the scan itself brings it.
    const read = accounts.filter((ref) => readsMany(ref) || (days - day) % weekDays === 0);
    const body = { accounts: read, competitors, lookback_days, insights: false };
    const answer = await api.post<{ scan_id: string } & ProblemBody>('/collections', body);
    if (answer.status !== 202) throw new ScanFailed(inWords(answer.status, answer.body));
    const status = await waitForEnd(api, answer.body.scan_id, () => undefined);
    if (status.status === 'failed') {
      throw new ScanFailed(`collecting as of ${now.toISOString()} failed: ${reasonOf(status)}`);
    }
    progress.show(
      day,
      days,
      `world day ${now.toISOString().slice(0, 10)}, ${status.posts_found} posts read`,
    );
  }
  progress.end();
}

/** Of the others each post costs calls of its own: they are read once a world week. */
const readsMany = (ref: string): boolean => !/^(?:instagram|threads):/.test(ref);

/** Initiates a scan and waits for its report; throws ScanFailed when it has none. */
export async function runScan(
  api: Api,
  plan: ScanPlan,
  onInitiated: (scanId: string) => void,
): Promise<ScanResults> {
  const answer = await api.post<{ scan_id: string } & ProblemBody>('/scan/initiate', {
    platforms: plan.platforms,
    accounts: plan.accounts,
    competitors: plan.competitors,
    lookback_days: plan.lookbackDays,
    timezone: plan.timezone,
  });
  if (answer.status !== 202) throw new ScanFailed(inWords(answer.status, answer.body));
  const scanId = answer.body.scan_id;
  onInitiated(scanId);
  const progress = new Progress('Scanning');
  await waitForEnd(api, scanId, (status) => {
    progress.show(
      status.steps_ended,
      status.steps_total,
      `${status.status}, ${status.posts_found} posts found`,
    );
  });
  progress.end();
  const results = await api.get<ScanResults>(`/scan/results/${scanId}`);
  if (results.body.report === null) {
    throw new ScanFailed(
      `the scan ended as ${results.body.status}: ${results.body.error?.message ?? 'no reason given'}`,
    );
  }
  return results.body;
}

async function waitForEnd(
  api: Api,
  scanId: string,
  onStatus: (status: ScanStatus) => void,
): Promise<ScanStatus> {
  const deadline = Date.now() + 10 * 60_000;
  for (let pauseMs = 15; ; pauseMs = Math.min(pauseMs * 1.3, 400)) {
    // A restarting API is no reason to give up.
    const answer = await api.get<ScanStatus>(`/scan/status/${scanId}`).catch(() => null);
    if (answer !== null && answer.status === 200) {
      onStatus(answer.body);
      if (answer.body.completed_at !== null) return answer.body;
    }
    if (Date.now() > deadline) throw new ScanFailed('the scan did not end within 10 minutes');
    await sleep(pauseMs);
  }
}

const reasonOf = (status: ScanStatus): string =>
  status.error?.message ??
  status.steps
    .flatMap(({ account_id, error }) => (error ? `${account_id}: ${error.message}` : []))
    .join('; ');
