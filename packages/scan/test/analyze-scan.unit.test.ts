import { StepLost } from '@viral-scan/contracts';
import { type AnalysisSessions, maxStarts } from '@viral-scan/scan';
import { reportBody } from '@viral-scan/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AnalyzeRoom, analyzeRoom } from './analyze-room.ts';
import { own, rival } from './scan-room.ts';
import { collected, scriptedConnector } from './scripted-connector.ts';

let room: AnalyzeRoom;
beforeEach(async () => {
  room = await analyzeRoom();
});

describe('analysing a scan', () => {
  it('has nothing to do while an account is still being read', async () => {
    const scanId = await room.initiated();
    expect(await room.analysis(scanId)).toEqual({
      outcome: 'nothing_to_do',
      posts: 0,
      reusedFrom: null,
    });
    expect(room.inputs).toEqual([]);
  });

  it('has nothing to do when the report is there', async () => {
    const { report } = await room.scanned();
    expect(await room.analysis(report.scan_id)).toMatchObject({ outcome: 'nothing_to_do' });
    expect(room.inputs).toHaveLength(1);
  });

  it('is completed when all accounts were read', async () => {
    const { outcome, report } = await room.scanned();
    expect(outcome).toEqual({ outcome: 'completed', posts: 2, reusedFrom: null });
    expect(report).toMatchObject({
      schema_version: '1.3',
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
    room.youtube = scriptedConnector({ [own]: [[collected('a')]] });
    const { outcome, report } = await room.scanned();
    expect(outcome).toMatchObject({ outcome: 'partial', posts: 1 });
    expect(report.dataset).toMatchObject({
      accounts: 1,
      coverage: [{ status: 'complete' }, { status: 'unavailable', reason: `there is no ${rival}` }],
    });
  });

  it('fails, naming every reason, when no account could be read', async () => {
    room.youtube = scriptedConnector({});
    const scanId = await room.initiated();
    await room.collectAll(scanId);
    expect(await room.analysis(scanId)).toEqual({ outcome: 'failed', posts: 0, reusedFrom: null });
    expect(await room.store.scans.find(room.who, scanId)).toMatchObject({
      state: 'failed',
      error: {
        code: 'nothing_collected',
        message: `no source could be read (${own}: there is no ${own}; ${rival}: there is no ${rival})`,
      },
    });
    expect(room.inputs).toEqual([]);
  });

  it('fails after too many starts', async () => {
    const scanId = await room.initiated();
    await room.collectAll(scanId);
    const broken = room.analysing({
      analyze: () => {
        throw new Error('the thread died');
      },
    });
    for (let start = 1; start <= maxStarts; start += 1) {
      await expect(room.analysis(scanId, { analysis: broken })).rejects.toThrow('the thread died');
    }
    expect(await room.analysis(scanId, { analysis: broken })).toMatchObject({ outcome: 'failed' });
    expect(await room.store.scans.find(room.who, scanId)).toMatchObject({
      state: 'failed',
      error: { code: 'too_many_starts' },
    });
  });

  it('writes no report when another worker has taken it over', async () => {
    const scanId = await room.initiated();
    await room.collectAll(scanId);
    const overtaken = room.analysing({
      analyze: async () => {
        await room.store.steps.start(room.who, { scanId, stepKey: 'analyze-scan' });
        return reportBody();
      },
    });
    await expect(room.analysis(scanId, { analysis: overtaken })).rejects.toBeInstanceOf(StepLost);
    expect(await room.store.scans.report(room.who, scanId)).toBeNull();
    expect(await room.deps.cache.get(room.who.userId)).toBeNull();
  });

  it('sees the counters that were read for it, although time went on meanwhile', async () => {
    room.youtube.before = () => room.clock.advance(1_000);
    const { report } = await room.scanned();
    expect(room.inputs[0]?.accounts.map(({ posts }) => posts[0]?.snapshots.length)).toEqual([1, 1]);
    expect(room.inputs[0]?.accounts.map(({ followers }) => followers)).toEqual([1_000, 1_000]);
    // Two calls for each of two accounts.
    expect(report).toMatchObject({
      requested_at: '2026-06-01T12:00:00.000Z',
      as_of: '2026-06-01T12:00:04.000Z',
      dataset: { from: '2026-03-03T12:00:04.000Z', to: '2026-06-01T12:00:04.000Z' },
    });
    expect(room.inputs[0]?.asOfMs).toBe(Date.parse(report.as_of));
  });

  it('does not see what was read after it', async () => {
    const scanId = await room.initiated();
    await room.collectAll(scanId);
    room.clock.advance(60_000);
    room.youtube = scriptedConnector({ [own]: [[collected('a', 999)]], [rival]: [[]] });
    await room.collectAll(await room.initiated());
    await room.analysis(scanId);
    expect(room.inputs[0]?.accounts[0]?.posts[0]?.snapshots.map(({ views }) => views)).toEqual([
      100,
    ]);
  });

  it('speaks of the moment its sources were read at, whenever it was asked for', async () => {
    const first = await room.scanned();
    const second = await room.scanned();
    expect(second.report).toMatchObject({
      requested_at: '2026-06-01T12:00:00.001Z',
      completed_at: '2026-06-01T12:00:00.001Z',
      as_of: first.report.as_of,
      dataset: { from: first.report.dataset.from, to: first.report.dataset.to },
    });
  });

  it('was never completed before the moment it speaks of', async () => {
    const scanId = await room.initiated();
    room.clock.advance(5_000);
    await room.collectAll(scanId);
    room.clock.advance(-5_000);
    await room.analysis(scanId);
    expect(await room.store.scans.report(room.who, scanId)).toMatchObject({
      as_of: '2026-06-01T12:00:05.000Z',
      completed_at: '2026-06-01T12:00:05.000Z',
    });
  });

  it('closes its session, whatever becomes of it', async () => {
    let open = 0;
    const counted = (analysis: AnalysisSessions): AnalysisSessions => ({
      async open(...call) {
        const session = await analysis.open(...call);
        open += 1;
        return {
          ...session,
          close: async () => {
            open -= 1;
          },
        };
      },
    });
    const broken = room.analysing({
      analyze: () => {
        throw new Error('the thread died');
      },
    });
    await expect(room.scanned({ analysis: counted(broken) })).rejects.toThrow('the thread died');
    await room.scanned({ analysis: counted(room.analysing()) });
    await room.scanned({ analysis: counted(room.analysing()) });
    expect(open).toBe(0);
  });
});

describe('the cache of the latest report', () => {
  it('holds the report under the user', async () => {
    const { report } = await room.scanned();
    expect(await room.deps.cache.get(room.who.userId)).toEqual(report);
  });

  it('that is away fails no scan', async () => {
    const away = new Error('Redis is away');
    const cache = {
      get: async () => null,
      put: async () => {
        throw away;
      },
    };
    const { outcome } = await room.scanned({ cache });
    expect(outcome.outcome).toBe('completed');
    expect(room.cacheErrors).toEqual([away]);
  });
});
