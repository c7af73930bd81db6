import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWrittenTime } from '../src/file/dialects/written-time.ts';
import { zoneTime } from '../src/file/dialects/zone-time.ts';

const zones = [
  'UTC',
  'America/Los_Angeles',
  'America/St_Johns',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
];

/** What a wall clock of the zone shows, by Intl alone: `2025-11-03 18:04:05`. */
function shownAt(utcMs: number, timeZone: string): string {
  return new Date(utcMs).toLocaleString('sv-SE', { timeZone });
}

const wall = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`);

describe('a time in a zone', () => {
  test('is the moment a clock there shows it', () => {
    const moments = fc.integer({
      min: Date.UTC(1990, 0, 1) / 1000,
      max: Date.UTC(2030, 0, 1) / 1000,
    });
    fc.assert(
      fc.property(moments, fc.constantFrom(...zones), (seconds, zone) => {
        const shown = shownAt(seconds * 1000, zone);
        const utcMs = zoneTime(zone)(wall(shown));
        expect(shownAt(utcMs, zone)).toBe(shown);
        expect(utcMs).toBeLessThanOrEqual(seconds * 1000);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['shown twice is the earlier', '2025-11-02 01:30:00', '2025-11-02T08:30:00Z'],
    ['shown never counts on from the hour before', '2025-03-09 02:30:00', '2025-03-09T10:30:00Z'],
    ['before a change', '2025-03-09 01:59:59', '2025-03-09T09:59:59Z'],
    ['after a change', '2025-03-09 03:00:00', '2025-03-09T10:00:00Z'],
  ])('%s', (_, shown, utc) => {
    const utcMs = zoneTime('America/Los_Angeles')(wall(shown));
    expect(new Date(utcMs)).toEqual(new Date(utc));
  });
});

describe('a written time', () => {
  const day = { year: 2025, month: 11, day: 3 };
  const clock = { hour: 18, minute: 4, second: 0 };
  test.each([
    ['2025-11-03', day, null],
    ['2025-11-03 18:04', day, clock],
    ['2025-11-03T18:04:05.123', day, { ...clock, second: 5 }],
    ['11/03/2025 18:04', day, clock],
    ['11/3/2025, 6:04 PM', day, clock],
    ['11/03/2025 12:04 AM', day, { ...clock, hour: 0 }],
    ['11/03/2025 12:04 pm', day, { ...clock, hour: 12 }],
    ['Nov 3, 2025', day, null],
    ['Nov. 3 2025', day, null],
    ['november 3, 2025 18:04', day, clock],
    ['3 November 2025', day, null],
    ['November 3', { ...day, year: null }, null],
    ['3 Nov', { ...day, year: null }, null],
    ['Sept 30', { year: null, month: 9, day: 30 }, null],
    ['May 31', { year: null, month: 5, day: 31 }, null],
    ['February 29', { year: null, month: 2, day: 29 }, null],
  ])('%s is read', (text, expectedDay, expectedClock) => {
    expect(readWrittenTime(text)).toEqual({ day: expectedDay, clock: expectedClock });
  });

  test.each([
    '',
    'Lifetime',
    'February 30',
    '2025-02-29',
    '2025-13-01',
    '0000-01-01',
    '31/12/2025 10:00',
    '11/03/25 18:04',
    '11/03/2025 24:00',
    '11/03/2025 13:04 PM',
    '11/03/2025 0:04 AM',
    'Novem 3, 2025',
    '3 de noviembre',
    '11月3日',
    '2025-11-03T18:04:05Z',
  ])('%j is none', (text) => {
    expect(readWrittenTime(text)).toBeNull();
  });
});
