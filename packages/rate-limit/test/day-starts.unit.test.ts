import { describe, expect, test } from 'vitest';
import { createDays, dayStarts, isZone } from '../src/strategies/day-starts.ts';

const startsAt = (zone: string, now: string): string[] =>
  dayStarts(zone, Date.parse(now)).map((ms) => new Date(ms).toISOString());

describe('the days of a zone', () => {
  test('Los Angeles goes to summer time on a day of 23 hours', () => {
    expect(startsAt('America/Los_Angeles', '2026-03-08T12:00:00Z')).toEqual([
      '2026-03-07T08:00:00.000Z',
      '2026-03-08T08:00:00.000Z',
      '2026-03-09T07:00:00.000Z',
      '2026-03-10T07:00:00.000Z',
    ]);
  });

  test('Los Angeles leaves summer time on a day of 25 hours', () => {
    expect(startsAt('America/Los_Angeles', '2026-11-02T07:59:59.999Z')).toEqual([
      '2026-10-31T07:00:00.000Z',
      '2026-11-01T07:00:00.000Z',
      '2026-11-02T08:00:00.000Z',
      '2026-11-03T08:00:00.000Z',
    ]);
  });

  test('a day begins with its first millisecond', () => {
    expect(startsAt('America/Los_Angeles', '2026-11-02T08:00:00Z')[1]).toBe(
      '2026-11-02T08:00:00.000Z',
    );
  });

  test('a day without a midnight begins at one', () => {
    // Cairo sets its clocks from 0:00 to 1:00 on the last Friday of April.
    expect(startsAt('Africa/Cairo', '2026-04-24T12:00:00Z')[1]).toBe('2026-04-23T22:00:00.000Z');
  });

  test('zones of quarter hours have their own midnight', () => {
    expect(startsAt('Asia/Kathmandu', '2026-11-22T12:00:00Z')[1]).toBe('2026-11-21T18:15:00.000Z');
  });

  test('are reckoned anew when a day has ended', () => {
    let now = Date.parse('2026-11-01T20:00:00Z');
    const daysOf = createDays(() => now);
    const first = daysOf('America/Los_Angeles');
    expect(daysOf('America/Los_Angeles')).toBe(first);
    now = Date.parse('2026-11-02T08:00:00Z');
    expect(daysOf('America/Los_Angeles')[1]).toBe(now);
  });

  test('a zone that nobody knows is none', () => {
    expect([isZone('America/Los_Angeles'), isZone('Mars/Olympus'), isZone('')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
