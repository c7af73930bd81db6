import type { Random } from '../random.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const hex = '0123456789abcdef';

const text = (random: Random, signs: string, length: number): string =>
  Array.from({ length }, () => random.pick([...signs])).join('');

const uuid = (random: Random): string =>
  [8, 4, 4, 4, 12].map((length) => text(random, hex, length)).join('-');

/** Ids as the two programmes write them: `-000…` there, a UUID here. */
export const createTikTokIds = (random: Random) => ({
  openId: `-000${text(random, alphabet, 32)}`,
  displayOpenId: uuid(random),
  unionId: uuid(random),
});
