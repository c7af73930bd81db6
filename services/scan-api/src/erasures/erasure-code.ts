import { z } from 'zod';

const bytes = 32;

/** Knowing it is what it takes to see a receipt: 256 bits. */
export const newErasureCode = (randomBytes: (size: number) => Uint8Array): string =>
  Buffer.from(randomBytes(bytes)).toString('base64url');

/** Whatever is no code is answered like a code nobody has. */
export const erasureCodeSchema = z.string().describe('Of the receipt');
