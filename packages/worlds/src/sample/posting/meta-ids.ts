import type { Random } from '../random.ts';

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** `start` and further digits, `length` in all. */
export const createDigits = (random: Random, start: string, length: number): string =>
  start + Array.from({ length: length - start.length }, () => random.integer(0, 9)).join('');

/** What a post's address ends in. */
export const createShortcode = (random: Random, start: string): string =>
  start + Array.from({ length: 10 }, () => random.pick([...base64url])).join('');
