import { createHash } from 'node:crypto';

/** TypeScript does not know it yet: a number that is written with exactly these digits. */
export const rawJson = (JSON as unknown as { rawJSON(text: string): object }).rawJSON;

const firstByte = (text: string): number => createHash('sha256').update(text).digest()[0] ?? 0;

/**
 * TikTok's answers hold some int64 without quotes, which `JSON.parse` rounds above 2^53. Here one id
 * in five does, always the same ones, in the text of the body; the others are strings.
 */
export const idInAnswer = (id: string): string | object =>
  firstByte(`id ${id}`) % 5 === 0 ? rawJson(id) : id;

/** `create_time` of the Accounts API: as documented, sometimes the one and sometimes the other. */
export const secondsInAnswer = (at: Date, id: string): string | number => {
  const seconds = Math.floor(at.getTime() / 1_000);
  return firstByte(`time ${id}`) % 2 === 0 ? seconds : String(seconds);
};
