import { createHash } from 'node:crypto';
import { invalidPageToken } from './api-error.ts';

/** Where a page starts. */
export interface PagePosition {
  readonly offset: number;
  /** The page before was empty without being the last. */
  readonly afterEmpty: boolean;
}

const signatureOf = (position: string, request: string): string =>
  createHash('sha256').update(`${position} ${request}`).digest('base64url').slice(0, 12);

const textOf = ({ offset, afterEmpty }: PagePosition): string =>
  `${offset}${afterEmpty ? 'e' : ''}`;

/** An opaque token that is worth something only for the same `request`. */
export function writePageToken(position: PagePosition, request: string): string {
  const text = textOf(position);
  return Buffer.from(`${text}.${signatureOf(text, request)}`).toString('base64url');
}

/** The position in the token, the start without one. Throws `invalidPageToken` for any other text. */
export function readPageToken(token: string | undefined, request: string): PagePosition {
  if (token === undefined || token === '') return { offset: 0, afterEmpty: false };
  const match = /^(\d{1,9})(e?)\.(.{12})$/.exec(Buffer.from(token, 'base64url').toString());
  const position = { offset: Number(match?.[1]), afterEmpty: match?.[2] === 'e' };
  if (match?.[3] !== signatureOf(textOf(position), request)) throw invalidPageToken();
  return position;
}
