import type { KeyObject } from 'node:crypto';
import { InvalidInput, type SubjectKey } from '@viral-scan/contracts';
import { SealBroken } from '../errors.ts';
import { additionalData } from './additional-data.ts';
import { openBox, type RandomBytes, sealBox } from './aes-gcm.ts';
import { uuidBytes, uuidText } from './uuid-bytes.ts';

/**
 * A sealed value describes itself:
 *
 *   1 byte    format, now 1
 *   16 bytes  id of the data key
 *   12 bytes  nonce
 *   16 bytes  tag
 *   …         ciphertext, as long as the plaintext in UTF-8
 *
 * The tag covers also what is not in it: tenant, subject, table, column and row. So a value that was
 * copied to another place of the database does not open there.
 */
const format = 1;
const boxAt = 17;

/** Where a value is stored, in names that stay: they are part of what the seal covers. */
export interface Field {
  /** `identity.connections` */
  readonly table: string;
  readonly column: string;
  /** The row's key, exactly as it will be given again on opening. */
  readonly row: string;
}

export interface DataKey {
  readonly keyId: string;
  readonly secret: KeyObject;
}

const boundTo = (subject: SubjectKey, field: Field, keyId: string): Buffer =>
  additionalData([
    'viral-scan field',
    Uint8Array.of(format),
    uuidBytes(keyId),
    uuidBytes(subject.tenantId),
    uuidBytes(subject.subjectId),
    field.table,
    field.column,
    field.row,
  ]);

/** @throws InvalidInput for half a surrogate pair, which UTF-8 could not give back. */
export function sealValue(
  key: DataKey,
  subject: SubjectKey,
  field: Field,
  plaintext: string,
  random: RandomBytes,
): Buffer {
  if (!plaintext.isWellFormed()) {
    throw new InvalidInput(field.column, `${field.column} is no well-formed text`);
  }
  const bytes = Buffer.from(plaintext, 'utf8');
  const box = sealBox(key.secret, boundTo(subject, field, key.keyId), bytes, random);
  return Buffer.concat([Uint8Array.of(format), uuidBytes(key.keyId), box]);
}

/** The id of the key a value was sealed with, as it says itself: not proven before it opens. */
export function keyIdOf(field: Field, sealed: Uint8Array): string {
  if (sealed.length < boxAt || sealed[0] !== format) throw broken(field);
  return uuidText(sealed.subarray(1, boxAt));
}

/** @throws SealBroken */
export function openValue(
  key: DataKey,
  subject: SubjectKey,
  field: Field,
  sealed: Uint8Array,
): string {
  try {
    const box = sealed.subarray(boxAt);
    return openBox(key.secret, boundTo(subject, field, key.keyId), box).toString('utf8');
  } catch (cause) {
    throw broken(field, { cause });
  }
}

/** Says which kind of value it was about, never which one. */
export const broken = ({ table, column }: Field, options?: ErrorOptions): SealBroken =>
  new SealBroken(`a value of ${table}.${column} does not open here`, options);
