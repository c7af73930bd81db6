import { createHash, timingSafeEqual } from 'node:crypto';

/** 256 bits: `state`, PKCE's verifier (43 unreserved characters), what binds a browser. */
export const secretBytes = 32;
const shape = /^[A-Za-z0-9_-]{43}$/;

export const newSecret = (randomBytes: (size: number) => Uint8Array): string =>
  Buffer.from(randomBytes(secretBytes)).toString('base64url');

export const isSecret = (text: string): boolean => shape.test(text);

/** SHA-256, hex: how a secret of 256 bits is kept. */
export const hashSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex');

export const isHashOf = (hash: string, secret: string): boolean =>
  timingSafeEqual(Buffer.from(hash), Buffer.from(hashSecret(secret)));

/** Tells the flows of one browser apart; says nothing of the state. */
export const flowIdOf = (state: string): string => hashSecret(state).slice(0, 16);
