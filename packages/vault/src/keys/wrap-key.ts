import { createSecretKey } from 'node:crypto';
import { SealBroken } from '../errors.ts';
import { additionalData } from '../sealed/additional-data.ts';
import { openBox, type RandomBytes, sealBox } from '../sealed/aes-gcm.ts';
import type { DataKey } from '../sealed/sealed-value.ts';
import { uuidBytes } from '../sealed/uuid-bytes.ts';
import type { MasterKeys } from './master-keys.ts';
import type { WrappedKey } from './subject-keys.ts';

/**
 * A wrapped key: one byte of format, now 1, and a box (see aes-gcm.ts) of the key's 32 bytes. The
 * tag covers its tenant, subject, id and the version of the master key, so that a key cannot be
 * passed to another subject.
 */
const format = 1;

export const dataKeyBytes = 32;

type KeyPlace = Omit<WrappedKey, 'wrapped'>;

const boundTo = ({ tenantId, subjectId, keyId, masterVersion }: KeyPlace): Buffer =>
  additionalData([
    'viral-scan data key',
    Uint8Array.of(format),
    uuidBytes(tenantId),
    uuidBytes(subjectId),
    uuidBytes(keyId),
    String(masterVersion),
  ]);

/** @throws MasterKeyMissing */
export function wrapKey(
  masterKeys: MasterKeys,
  place: KeyPlace,
  secret: Uint8Array,
  random: RandomBytes,
): WrappedKey {
  const box = sealBox(masterKeys.get(place.masterVersion), boundTo(place), secret, random);
  return { ...place, wrapped: Buffer.concat([Uint8Array.of(format), box]) };
}

/** @throws SealBroken, MasterKeyMissing */
export function unwrapKey(masterKeys: MasterKeys, key: WrappedKey): DataKey {
  const secret = unwrapBytes(masterKeys, key);
  const dataKey = { keyId: key.keyId, secret: createSecretKey(secret) };
  secret.fill(0);
  return dataKey;
}

/**
 * The same key under the current master key.
 *
 * @throws SealBroken, MasterKeyMissing
 */
export function rewrapKey(
  masterKeys: MasterKeys,
  key: WrappedKey,
  random: RandomBytes,
): WrappedKey {
  const secret = unwrapBytes(masterKeys, key);
  const place = { ...key, masterVersion: masterKeys.currentVersion };
  const rewrapped = wrapKey(masterKeys, place, secret, random);
  secret.fill(0);
  return rewrapped;
}

function unwrapBytes(masterKeys: MasterKeys, key: WrappedKey): Buffer {
  const masterKey = masterKeys.get(key.masterVersion);
  try {
    if (key.wrapped[0] !== format) throw new Error('of an unknown format');
    const secret = openBox(masterKey, boundTo(key), key.wrapped.subarray(1));
    if (secret.length !== dataKeyBytes) throw new Error('of a wrong length');
    return secret;
  } catch (cause) {
    const { keyId, masterVersion } = key;
    throw new SealBroken(
      `data key ${keyId} does not open with version ${masterVersion} of the master key`,
      { cause },
    );
  }
}
