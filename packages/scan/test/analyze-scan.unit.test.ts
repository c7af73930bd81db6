import { analysisVersion, analyze } from '@viral-scan/analysis';
import {
  type AnalysisInput,
  type CollectedPost,
  type Principal,
  type Report,
  StepLost,
} from '@viral-scan/contracts';
import {
  type AnalyzeDeps,
  type AnalyzeOutcome,
  analyzeScan,
  collectAccount,
  maxStarts,
} from '@viral-scan/scan';
import { inMemoryCache, metrics, post, reportBody } from '@viral-scan/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { attempt, own, rival, type ScanRoom, scanRoom } from './scan-room.ts';
import { collected, type ScriptedConnector, scriptedConnector } from './scripted-connector.ts';

let room: ScanRoom;
let youtube: ScriptedConnector;
let inputs: AnalysisInput[];
let cacheErrors: unknown[];
let deps: AnalyzeDeps;
beforeEach(async () => {
  room = await scanRoom();
  youtube = scriptedConnector({ [own]: [[collected('a')]], [rival]: [[collected('b')]] });
  inputs = [];
  cacheErrors = [];
  deps = {
    steps: room.store.steps,
    analysis: {
      run: async (input) => {
        inputs.push(input);
        return reportBody({ analysis_version: 'v1' });
      },
    },
    analysisVersion: 'v1',
    cache: inMemoryCache(),
    clock: room.clock,
    reuse: true,
    onCacheError: (error) => cacheErrors.push(error),
  };
});

async function collectAll(scanId: string, who: Principal = room.who): Promise<void> {
  for (const stepKey of ['collect-0', 'collect-1']) {
    await collectAccount(
      {
        steps: room.store.steps,
        connectors: new Map([['youtube', youtube]]),
        clock: room.clock,
      },
      who,
      { scanId, stepKey },
      attempt(),
    );
  }
}

const analysis = (
  scanId: string,
  known: Partial<AnalyzeDeps> = {},
  who: Principal = room.who,
): Promise<AnalyzeOutcome> =>
  analyzeScan(
    { ...deps, ...known },
    who,
    { scanId, stepKey: 'analyze-scan' },
    { signal: new AbortController().signal },
  );

/** A scan from its request to its report. */
async function scanned(
  known: Partial<AnalyzeDeps> = {},
  who: Principal = room.who,
): Promise<{ readonly outcome: AnalyzeOutcome; readonly report: Report }> {
  const scanId = await room.initiated({}, who);
  await collectAll(scanId, who);
  const outcome = await analysis(scanId, known, who);
  const report = await room.store.scans.report(who, scanId);
  if (report === null) throw new Error('there is no report');
  return { outcome, report };
}

describe('analysing a scan', () => {
  it('has nothing to do while an account is still being read', async () => {
    const scanId = await room.initiated();
    expect(await analysis(scanId)).toEqual({
      outcome: 'nothing_to_do',
      posts: 0,
      reusedFrom: null,
    });
    expect(inputs).toEqual([]);
  });

  it('has nothing to do when the report is there', async () => {
    const { report } = await scanned();
    expect(await analysis(report.scan_id)).toMatchObject({ outcome: 'nothing_to_do' });
    expect(inputs).toHaveLength(1);
  });

  it('is completed when all accounts were read', async () => {
    const { outcome, report } = await scanned();
    expect(outcome).toEqual({ outcome: 'completed', posts: 2, reusedFrom: null });
    expect(report).toMatchObject({
      schema_version: '1.0',
      analysis_version: 'v1',
      status: 'completed',
      requested_at: '2026-06-01T12:00:00.000Z',
      as_of: '2026-06-01T12:00:00.000Z',
      dataset: {
        posts: 2,
        accounts: 2,
        from: '2026-03-03T12:00:00.000Z',
        to: '2026-06-01T12:00:00.000Z',
        reused_from: null,
      },
    });
    expect(report.dataset.coverage.map(({ account_id }) => account_id)).toEqual([own, rival]);
    expect(await room.store.scans.find(room.who, report.scan_id)).toMatchObject({
      state: 'completed',
    });
  });

  it('is partial when an account could not be read', async () => {
    youtube = scriptedConnector({ [own]: [[collected('a')]] });
    const { outcome, report } = await scanned();
    expect(outcome).toMatchObject({ outcome: 'partial', posts: 1 });
    expect(report.dataset).toMatchObject({
      accounts: 1,
      coverage: [{ status: 'complete' }, { status: 'unavailable', reason: `there is no ${rival}` }],
    });
  });

  it('fails, naming every reason, when no account could be read', async () => {
    youtube = scriptedConnector({});
    const scanId = await room.initiated();
    await collectAll(scanId);
    expect(await analysis(scanId)).toEqual({ outcome: 'failed', posts: 0, reusedFrom: null });
    expect(await room.store.scans.find(room.who, scanId)).toMatchObject({
      state: 'failed',
      error: {
        code: 'nothing_collected',
        message: `no source could be read (${own}: there is no ${own}; ${rival}: there is no ${rival})`,
      },
    });
    expect(inputs).toEqual([]);
  });

  it('fails after too many starts', async () => {
    const scanId = await room.initiated();
    await collectAll(scanId);
    const broken = {
      run: async () => {
        throw new Error('the thread died');
      },
    };
    for (let start = 1; start <= maxStarts; start += 1) {
      await expect(analysis(scanId, { analysis: broken })).rejects.toThrow('the thread died');
    }
    expect(await analysis(scanId, { analysis: broken })).toMatchObject({ outcome: 'failed' });
    expect(await room.store.scans.find(room.who, scanId)).toMatchObject({
      state: 'failed',
      error: { code: 'too_many_starts' },
    });
  });

  it('writes no report when another worker has taken it over', async () => {
    const scanId = await room.initiated();
    await collectAll(scanId);
    const overtaken = {
      run: async () => {
        await room.store.steps.start(room.who, { scanId, stepKey: 'analyze-scan' });
        return reportBody();
      },
    };
    await expect(analysis(scanId, { analysis: overtaken })).rejects.toBeInstanceOf(StepLost);
    expect(await room.store.scans.report(room.who, scanId)).toBeNull();
    expect(await deps.cache.get(room.who.userId)).toBeNull();
  });

  it('sees the counters that were read for it, although time went on meanwhile', async () => {
    youtube.before = () => room.clock.advance(1_000);
    const { report } = await scanned();
    expect(inputs[0]?.accounts.map(({ posts }) => posts[0]?.snapshots.length)).toEqual([1, 1]);
    expect(inputs[0]?.accounts.map(({ followers }) => followers)).toEqual([1_000, 1_000]);
    // Two calls for each of two accounts.
    expect(report).toMatchObject({
      requested_at: '2026-06-01T12:00:00.000Z',
      as_of: '2026-06-01T12:00:04.000Z',
      dataset: { from: '2026-03-03T12:00:00.000Z', to: '2026-06-01T12:00:04.000Z' },
    });
    expect(inputs[0]?.asOfMs).toBe(Date.parse(report.as_of));
  });

  it('does not see what was read after it', async () => {
    const scanId = await room.initiated();
    await collectAll(scanId);
    room.clock.advance(60_000);
    youtube = scriptedConnector({ [own]: [[collected('a', 999)]], [rival]: [[]] });
    await collectAll(await room.initiated());
    await analysis(scanId);
    expect(inputs[0]?.accounts[0]?.posts[0]?.snapshots.map(({ views }) => views)).toEqual([100]);
  });

  it('was never completed before the moment it speaks of', async () => {
    await room.initiated();
    const { report } = await scanned();
    expect(report.as_of).toBe('2026-06-01T12:00:00.001Z');
    expect(report.completed_at).toBe(report.as_of);
  });
});

describe('the cache of the latest report', () => {
  it('holds the report under the user', async () => {
    const { report } = await scanned();
    expect(await deps.cache.get(room.who.userId)).toEqual(report);
  });

  it('that is away fails no scan', async () => {
    const away = new Error('Redis is away');
    const cache = {
      get: async () => null,
      put: async () => {
        throw away;
      },
    };
    const { outcome } = await scanned({ cache });
    expect(outcome.outcome).toBe('completed');
    expect(cacheErrors).toEqual([away]);
  });
});

describe('an analysis of data that was analysed before', () => {
  it('is reused, and says from which scan', async () => {
    const first = await scanned();
    const second = await scanned();
    const third = await scanned();
    expect(inputs).toHaveLength(1);
    expect(second.outcome.reusedFrom).toBe(first.report.scan_id);
    expect(second.report.dataset.reused_from).toBe(first.report.scan_id);
    expect(third.report.dataset.reused_from).toBe(first.report.scan_id);
    expect(second.report.analysis_digest).toBe(first.report.analysis_digest);
    expect(second.report.scan_id).not.toBe(first.report.scan_id);
    expect(second.report.as_of).not.toBe(first.report.as_of);
  });

  it('is reused when the same counters are read again later', async () => {
    await scanned();
    room.clock.advance(3_600_000);
    expect((await scanned()).outcome.reusedFrom).not.toBeNull();
  });

  it('is made anew when a counter changed, or the analysis did', async () => {
    await scanned();
    await scanned({ analysisVersion: 'v2' });
    youtube = scriptedConnector({ [own]: [[collected('a', 101)]], [rival]: [[collected('b')]] });
    room.clock.advance(1_000);
    expect((await scanned()).report.dataset.reused_from).toBeNull();
    expect(inputs).toHaveLength(3);
  });

  it('is made anew when reuse is off', async () => {
    await scanned();
    expect((await scanned({ reuse: false })).report.dataset.reused_from).toBeNull();
    expect(inputs).toHaveLength(2);
  });

  it('names the scan that made it, not one that reused it', async () => {
    const first = await scanned();
    const second = await scanned();
    const steps = { ...room.store.steps, findByFingerprint: async () => second.report };
    const third = await scanned({ steps });
    expect(third.report.dataset.reused_from).toBe(first.report.scan_id);
  });

  it('of another user is not looked at', async () => {
    await scanned();
    const other = await scanned({}, await room.somebody({ tenantId: room.who.tenantId }));
    expect(other.report.dataset.reused_from).toBeNull();
    expect(inputs).toHaveLength(2);
  });
});

describe('the real analysis', () => {
  const real = {
    analysisVersion,
    analysis: { run: async (input: AnalysisInput) => analyze(input) },
  };
  const hourMs = 3_600_000;
  const series = (name: string): CollectedPost[] =>
    Array.from({ length: 60 }, (_, index) => ({
      post: post({
        externalId: `${name}-${index}`,
        publishedAt: new Date(room.clock.now().getTime() - (index + 2) * 29 * hourMs),
        caption: `How to do number ${index}`,
      }),
      metrics: metrics({ views: 1_000 + 37 * index, likes: 10 + (index % 7), comments: index % 3 }),
    }));
  beforeEach(() => {
    youtube = scriptedConnector({ [own]: [series('own')], [rival]: [series('rival')] });
  });

  it('gives two scans of the same data the same digest', async () => {
    const first = await scanned({ ...real, reuse: false });
    const other = await scanned({ ...real, reuse: false }, await room.somebody());
    expect(other.report.dataset.fingerprint).toBe(first.report.dataset.fingerprint);
    expect(other.report.dataset.reused_from).toBeNull();
    expect(other.report.analysis_digest).toBe(first.report.analysis_digest);
    expect(first.report.accounts).toHaveLength(2);
  });

  it('gives another digest for other counters', async () => {
    const first = await scanned({ ...real, reuse: false });
    youtube = scriptedConnector({ [own]: [series('own').slice(1)], [rival]: [series('rival')] });
    const other = await scanned({ ...real, reuse: false }, await room.somebody());
    expect(other.report.analysis_digest).not.toBe(first.report.analysis_digest);
  });

  it('keeps its digest when it is reused', async () => {
    const first = await scanned(real);
    const second = await scanned(real);
    expect(second.report.dataset.reused_from).toBe(first.report.scan_id);
    expect(second.report.analysis_digest).toBe(first.report.analysis_digest);
  });
});
