import { expect, test } from 'vitest';
import { hoursApart, localTimeIn } from '../src/sample/local-time.ts';

const berlin = localTimeIn('Europe/Berlin');

test('local time follows the change to summer time', () => {
  expect(berlin(Date.parse('2026-03-29T00:30:00Z'))).toEqual({ hour: 1, weekday: 7 });
  expect(berlin(Date.parse('2026-03-29T01:30:00Z'))).toEqual({ hour: 3, weekday: 7 });
});

test('midnight is hour 0 of the next day', () => {
  expect(berlin(Date.parse('2026-06-28T22:00:00Z'))).toEqual({ hour: 0, weekday: 1 });
});

test('hours are counted the short way round the clock', () => {
  expect(hoursApart(23, 1)).toBe(2);
  expect(hoursApart(1, 23)).toBe(2);
  expect(hoursApart(9, 20)).toBe(11);
});
