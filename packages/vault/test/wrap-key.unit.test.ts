import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type MasterKeys, SealBroken } from '../src/index.ts';
import { rewrapKey, unwrapKey, wrapKey } from '../src/keys/wrap-key.ts';
import { newSubject } from './vault-room.ts';

const oneKey = createSecretKey(randomBytes(32));
/** As nobody could configure it: every version is the same key, so only the binding tells them apart. */
const masterKeys: MasterKeys = { currentVersion: 2, get: () => oneKey };
const secret = randomBytes(32);
const place = { ...newSubject(), keyId: crypto.randomUUID(), masterVersion: 1 };
const wrapped = wrapKey(masterKeys, place, secret, randomBytes);

describe('a wrapped key', () => {
  it('is a byte of format and a box of 32 bytes', () => {
    expect(wrapped.wrapped[0]).toBe(1);
    expect(wrapped.wrapped.length).toBe(1 + 12 + 16 + 32);
    expect(unwrapKey(masterKeys, wrapped).secret.export()).toEqual(secret);
  });

  it.each([
    ['tenantId', crypto.randomUUID()],
    ['subjectId', crypto.randomUUID()],
    ['keyId', crypto.randomUUID()],
    ['masterVersion', 2],
  ])('does not open with another %s', (part, value) => {
    expect(() => unwrapKey(masterKeys, { ...wrapped, [part]: value })).toThrow(SealBroken);
    expect(() => rewrapKey(masterKeys, { ...wrapped, [part]: value }, randomBytes)).toThrow(
      SealBroken,
    );
  });

  it('stays the same key when it is wrapped anew', () => {
    const again = rewrapKey(masterKeys, wrapped, randomBytes);
    expect(again).toMatchObject({ ...place, masterVersion: 2 });
    expect(unwrapKey(masterKeys, again).secret.export()).toEqual(secret);
    expect(again.wrapped).not.toEqual(wrapped.wrapped);
  });

  it('must hold 32 bytes', () => {
    const short = wrapKey(masterKeys, place, randomBytes(16), randomBytes);
    expect(() => unwrapKey(masterKeys, short)).toThrow(SealBroken);
  });
});
