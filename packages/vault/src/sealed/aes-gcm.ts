import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';

/**
 * AES-256-GCM (NIST SP 800-38D) as one run of bytes, a *box*: nonce (12), tag (16), ciphertext.
 *
 * Nonces are random, so one key may seal 2^32 boxes before two might share one; a subject's key
 * seals some thousands. The tag's length is fixed here: Node alone would accept tags of 4 bytes,
 * which can be guessed.
 */
const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const authTagLength = 16;
const leastBoxBytes = nonceBytes + authTagLength;

export type RandomBytes = (size: number) => Buffer;

export function sealBox(
  key: KeyObject,
  additionalData: Uint8Array,
  plaintext: Uint8Array,
  random: RandomBytes,
): Buffer {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength });
  cipher.setAAD(additionalData);
  const ciphertext = [cipher.update(plaintext), cipher.final()];
  return Buffer.concat([nonce, cipher.getAuthTag(), ...ciphertext]);
}

/** @throws Error when any bit of box, key or additional data is not what it was. */
export function openBox(key: KeyObject, additionalData: Uint8Array, box: Uint8Array): Buffer {
  if (box.length < leastBoxBytes) throw new Error('too short to hold a nonce and a tag');
  const decipher = createDecipheriv(algorithm, key, box.subarray(0, nonceBytes), { authTagLength });
  decipher.setAAD(additionalData);
  decipher.setAuthTag(box.subarray(nonceBytes, leastBoxBytes));
  // Not yet proven until `final` has checked the tag: leaves this function only after it.
  const unproven = decipher.update(box.subarray(leastBoxBytes));
  return Buffer.concat([unproven, decipher.final()]);
}
