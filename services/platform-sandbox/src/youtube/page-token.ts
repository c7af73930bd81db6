import { createHash } from 'node:crypto';
import { invalidPageToken } from './api-error.ts';

const signatureOf = (offset: number, request: string): string =>
  createHash('sha256').update(`${offset} ${request}`).digest('base64url').slice(0, 12);

/** An opaque token that is worth something only for the same `request`. */
export const writePageToken = (offset: number, request: string): string =>
  Buffer.from(`${offset}.${signatureOf(offset, request)}`).toString('base64url');

/** The offset in the token, 0 without one. Throws `invalidPageToken` for any other text. */
export function readPageToken(token: string | undefined, request: string): number {
  if (token === undefined || token === '') return 0;
  const match = /^(\d{1,9})\.(.{12})$/.exec(Buffer.from(token, 'base64url').toString());
  const offset = Number(match?.[1]);
  if (match === null || match[2] !== signatureOf(offset, request)) throw invalidPageToken();
  return offset;
}
