import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstKnownZone, zoneClock } from '../src/hours/zone-clock.ts';

const at = (zone: string, iso: string) => zoneClock(zone)(Date.parse(iso));

describe('zone clock', () => {
  it('moves with daylight saving on the day of the change', () => {
    // Europe/Berlin went from 02:00 to 03:00 on 2026-03-29 at 01:00 UTC.
    expect(at('Europe/Berlin', '2026-03-29T00:59:59Z').hour).toBe(1);
    expect(at('Europe/Berlin', '2026-03-29T01:00:00Z').hour).toBe(3);
    // America/New_York went back on 2026-11-01 at 06:00 UTC.
    expect(at('America/New_York', '2026-11-01T05:30:00Z').hour).toBe(1);
    expect(at('America/New_York', '2026-11-01T06:30:00Z').hour).toBe(1);
  });

  it('skips the missing hour of spring and gives the doubled one of autumn twice, half-hour zones too', () => {
    // Australia/Adelaide (+09:30, summer +10:30): 03:00 back to 02:00 on 2026-04-05, 02:00 to 03:00 on 2026-10-04.
    expect(at('Australia/Adelaide', '2026-04-04T15:45:00Z')).toMatchObject({ hour: 2, weekday: 7 });
    expect(at('Australia/Adelaide', '2026-04-04T16:45:00Z')).toMatchObject({ hour: 2, weekday: 7 });
    expect(at('Australia/Adelaide', '2026-04-04T17:30:00Z')).toMatchObject({ hour: 3, weekday: 7 });
    expect(at('Australia/Adelaide', '2026-10-03T16:29:59Z')).toMatchObject({ hour: 1, weekday: 7 });
    expect(at('Australia/Adelaide', '2026-10-03T16:30:00Z')).toMatchObject({ hour: 3, weekday: 7 });
    // Australia/Lord_Howe moves by half an hour: 02:00 to 02:30 on 2026-10-04, from +10:30 to +11.
    expect(at('Australia/Lord_Howe', '2026-10-03T15:29:59Z')).toMatchObject({ hour: 1 });
    expect(at('Australia/Lord_Howe', '2026-10-03T15:30:00Z')).toMatchObject({ hour: 2 });
    expect(at('Australia/Lord_Howe', '2026-10-03T16:00:00Z')).toMatchObject({ hour: 3 });
  });

  it('knows offsets of half and quarter hours, and the weekday they lead to', () => {
    expect(at('Asia/Kolkata', '2026-06-28T18:30:00Z')).toMatchObject({ hour: 0, weekday: 1 });
    expect(at('Asia/Kathmandu', '2026-06-28T18:14:59Z')).toMatchObject({ hour: 23, weekday: 7 });
    expect(at('Australia/Lord_Howe', '2026-06-30T13:30:00Z')).toMatchObject({
      hour: 0,
      weekday: 3,
    });
  });

  it('agrees with Intl at any moment of 1971 to 2037', () => {
    for (const zone of [
      'Europe/Berlin',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    ]) {
      const clock = zoneClock(zone);
      const intl = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        hour: 'numeric',
        weekday: 'short',
      });
      const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
      fc.assert(
        fc.property(fc.integer({ min: Date.UTC(1971, 0), max: Date.UTC(2037, 0) }), (ms) => {
          const parts = intl.formatToParts(ms);
          const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
          expect(clock(ms)).toMatchObject({
            hour: Number(part('hour')),
            weekday: days.indexOf(part('weekday')) + 1,
          });
        }),
        { numRuns: 300 },
      );
    }
  });

  it('falls back from zones nobody knows', () => {
    expect(firstKnownZone('Mars/Olympus', 'Asia/Tokyo')).toBe('Asia/Tokyo');
    expect(firstKnownZone(null, '')).toBe('UTC');
  });
});
