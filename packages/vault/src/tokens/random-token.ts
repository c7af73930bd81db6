import { createHash, randomBytes } from 'node:crypto';

/** `bytes` random bytes in base64url: 32 give 43 characters, fit for OAuth's `state` and PKCE. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');

/** Of the text in UTF-8; 32 bytes, to be written as the reader wants them (hex, base64url). */
export const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
