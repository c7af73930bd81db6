import { reportWindowOf, windowOf } from '@viral-scan/scan';
import { newScan } from '@viral-scan/testing';
import { describe, expect, it } from 'vitest';

const scan = newScan();
const readAt = (captured_at: string | null, status: 'complete' | 'unavailable' = 'complete') => ({
  status,
  captured_at,
});

describe('the window of a report', () => {
  it('ends when a source was last read, and is as long as the look-back', () => {
    const sources = [readAt('2026-06-01T12:00:03.500Z'), readAt('2026-06-01T12:00:01.000Z')];
    expect(reportWindowOf(scan, sources)).toEqual({
      from: new Date('2026-03-03T12:00:03.500Z'),
      to: new Date('2026-06-01T12:00:03.500Z'),
    });
  });

  it('is the same for scans at other times of what was read once', () => {
    const sources = [readAt('2026-05-20T08:00:00.000Z')];
    const later = { ...scan, scanTime: new Date(scan.scanTime.getTime() + 3_600_000) };
    expect(reportWindowOf(later, sources)).toEqual(reportWindowOf(scan, sources));
    expect(windowOf(later)).not.toEqual(windowOf(scan));
  });

  it('is not moved on by a source that gave nothing', () => {
    const sources = [
      readAt('2026-05-20T08:00:00.000Z'),
      readAt('2026-06-01T12:00:00.000Z', 'unavailable'),
    ];
    expect(reportWindowOf(scan, sources).to).toEqual(new Date('2026-05-20T08:00:00.000Z'));
  });

  it('is that of the scan when nothing was read at a known time', () => {
    expect(reportWindowOf(scan, [readAt(null)])).toEqual(windowOf(scan));
  });
});
