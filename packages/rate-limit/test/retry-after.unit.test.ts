import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRetryAfter } from '../src/index.ts';

const now = new Date('1994-11-06T08:49:30Z');

describe('Retry-After', () => {
  test.each([
    ['120', 120_000],
    ['0', 0],
    ['1.5', 1_500],
    [' 7 ', 7_000],
    // The three forms of RFC 9110, 5.6.7.
    ['Sun, 06 Nov 1994 08:49:37 GMT', 7_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 7_000],
    ['Sun Nov  6 08:49:37 1994', 7_000],
    ['Sun, 06 Nov 1994 08:49:00 GMT', 0],
    ['Fri, 06 Nov 2065 08:49:37 GMT', 86_400_000],
    ['999999999999999999999', 86_400_000],
  ])('%j is %d ms', (header, ms) => {
    expect(parseRetryAfter(header, now)).toBe(ms);
  });

  test.each([
    '',
    '-5',
    'soon',
    '1e3',
    '0x10',
    '5 s',
    'Sun, 06 Foo 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37',
    '1994-11-06T08:49:37Z',
  ])('%j cannot be read', (header) => {
    expect(parseRetryAfter(header, now)).toBeNull();
  });

  test('of several headers the first counts, none is none', () => {
    expect(parseRetryAfter(['3', '9'], now)).toBe(3_000);
    expect(parseRetryAfter([], now)).toBeNull();
    expect(parseRetryAfter(undefined, now)).toBeNull();
    expect(parseRetryAfter(null, now)).toBeNull();
  });

  test('a date of two digits more than 50 years ahead is of the past', () => {
    const today = new Date('2026-11-22T00:00:00Z');
    expect(parseRetryAfter('Sunday, 06-Nov-94 08:49:37 GMT', today)).toBe(0);
    expect(parseRetryAfter('Sunday, 22-Nov-26 00:00:09 GMT', today)).toBe(9_000);
  });

  test('is null or from 0 ms to a day, whatever is sent', () => {
    const anyHeader = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    fc.assert(
      fc.property(anyHeader, (header) => {
        const ms = parseRetryAfter(header, now);
        expect(ms === null || (ms >= 0 && ms <= 86_400_000)).toBe(true);
      }),
    );
  });
});
