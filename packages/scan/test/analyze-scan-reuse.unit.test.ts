import { analysisVersion, analyze } from '@viral-scan/analysis';
import type { CollectedPost } from '@viral-scan/contracts';
import { metrics, post } from '@viral-scan/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AnalyzeRoom, analyzeRoom } from './analyze-room.ts';
import { own, rival } from './scan-room.ts';
import { collected, scriptedConnector } from './scripted-connector.ts';

let room: AnalyzeRoom;
beforeEach(async () => {
  room = await analyzeRoom();
});

describe('an analysis of data that was analysed before', () => {
  it('is reused, and says from which scan', async () => {
    const first = await room.scanned();
    const second = await room.scanned();
    const third = await room.scanned();
    expect(room.inputs).toHaveLength(1);
    expect(second.outcome.reusedFrom).toBe(first.report.scan_id);
    expect(second.report.dataset.reused_from).toBe(first.report.scan_id);
    expect(third.report.dataset.reused_from).toBe(first.report.scan_id);
    expect(second.report.analysis_digest).toBe(first.report.analysis_digest);
    expect(second.report.scan_id).not.toBe(first.report.scan_id);
    expect(second.report.requested_at).not.toBe(first.report.requested_at);
  });

  it('is reused when the same counters are read again later', async () => {
    await room.scanned();
    room.clock.advance(3_600_000);
    expect((await room.scanned()).outcome.reusedFrom).not.toBeNull();
  });

  it('is made anew when a counter changed, or the analysis did', async () => {
    await room.scanned();
    await room.scanned({ analysis: room.analysing({ analysisVersion: 'v2' }) });
    room.youtube = scriptedConnector({
      [own]: [[collected('a', 101)]],
      [rival]: [[collected('b')]],
    });
    // What was read stays fresh for an hour.
    room.clock.advance(3_700_000);
    expect((await room.scanned()).report.dataset.reused_from).toBeNull();
    expect(room.inputs).toHaveLength(3);
  });

  it('is made anew when reuse is off', async () => {
    await room.scanned();
    expect((await room.scanned({ reuse: false })).report.dataset.reused_from).toBeNull();
    expect(room.inputs).toHaveLength(2);
  });

  it('names the scan that made it, not one that reused it', async () => {
    const first = await room.scanned();
    const second = await room.scanned();
    const steps = { ...room.store.steps, findByFingerprint: async () => second.report };
    const third = await room.scanned({ steps });
    expect(third.report.dataset.reused_from).toBe(first.report.scan_id);
  });

  it('of another user is not looked at', async () => {
    await room.scanned();
    const other = await room.scanned({}, await room.somebody({ tenantId: room.who.tenantId }));
    expect(other.report.dataset.reused_from).toBeNull();
    expect(room.inputs).toHaveLength(2);
  });
});

describe('the real analysis', () => {
  const real = () => ({ analysis: room.analysing({ analysisVersion, analyze }) });
  const hourMs = 3_600_000;
  const series = (name: string): CollectedPost[] =>
    Array.from({ length: 60 }, (_, index) => ({
      post: post({
        externalId: `${name}-${index}`,
        publishedAt: new Date(room.clock.now().getTime() - (index + 2) * 29 * hourMs),
        caption: `How to do number ${index}`,
      }),
      metrics: metrics({ views: 1_000 + 37 * index, likes: 10 + (index % 7), comments: index % 3 }),
      retention: null,
    }));
  beforeEach(() => {
    room.youtube = scriptedConnector({ [own]: [series('own')], [rival]: [series('rival')] });
  });

  it('gives two scans of the same data the same digest', async () => {
    const first = await room.scanned({ ...real(), reuse: false });
    const again = await room.scanned({ ...real(), reuse: false });
    const other = await room.scanned({ ...real(), reuse: false }, await room.somebody());
    expect(first.report.accounts).toHaveLength(2);
    for (const { report } of [again, other]) {
      expect(report.dataset.fingerprint).toBe(first.report.dataset.fingerprint);
      expect(report.dataset.reused_from).toBeNull();
      expect(report.analysis_digest).toBe(first.report.analysis_digest);
    }
    expect(again.report.requested_at).not.toBe(first.report.requested_at);
    expect(again.report.as_of).toBe(first.report.as_of);
    expect(again.report.trends).toEqual(first.report.trends);
  });

  it('gives another digest for other counters', async () => {
    const first = await room.scanned({ ...real(), reuse: false });
    room.youtube = scriptedConnector({
      [own]: [series('own').slice(1)],
      [rival]: [series('rival')],
    });
    const other = await room.scanned({ ...real(), reuse: false }, await room.somebody());
    expect(other.report.analysis_digest).not.toBe(first.report.analysis_digest);
  });

  it('keeps its digest when it is reused', async () => {
    const first = await room.scanned(real());
    const second = await room.scanned(real());
    expect(second.report.dataset.reused_from).toBe(first.report.scan_id);
    expect(second.report.analysis_digest).toBe(first.report.analysis_digest);
  });
});
