import type { Random } from './random.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Real ids are base64url of 8 or 16 bytes, so that their last sign has few forms. */
const text = (random: Random, length: number, last: string): string =>
  Array.from({ length: length - 1 }, () => random.pick([...alphabet])).join('') +
  random.pick([...last]);

export const createVideoId = (random: Random): string => text(random, 11, 'AEIMQUYcgkosw048');
export const createChannelId = (random: Random): string => `UC${text(random, 22, 'AQgw')}`;
