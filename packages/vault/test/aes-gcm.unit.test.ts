import { createCipheriv, createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { additionalData } from '../src/sealed/additional-data.ts';
import { openBox, sealBox } from '../src/sealed/aes-gcm.ts';

const hex = (text: string) => Buffer.from(text, 'hex');

/** Test case 16 of McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B. */
const vector = {
  key: hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'),
  plaintext: hex(
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
      '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
  ),
  additional: hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
  nonce: hex('cafebabefacedbaddecaf888'),
  ciphertext: hex(
    '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
      '8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
  ),
  tag: hex('76fc6ece0f4e1768cddf8853bb2d551b'),
};
const key = createSecretKey(vector.key);

test('a box is nonce, tag and ciphertext of AES-256-GCM', () => {
  const box = sealBox(key, vector.additional, vector.plaintext, () => vector.nonce);
  expect(box).toEqual(Buffer.concat([vector.nonce, vector.tag, vector.ciphertext]));
  expect(openBox(key, vector.additional, box)).toEqual(vector.plaintext);
});

test('two boxes of one text have two nonces', () => {
  const boxes = [1, 2].map(() =>
    sealBox(key, vector.additional, vector.plaintext, randomBytes).toString('hex'),
  );
  expect(boxes[0]?.slice(0, 24)).not.toBe(boxes[1]?.slice(0, 24));
  expect(boxes[0]?.slice(56)).not.toBe(boxes[1]?.slice(56));
});

test.each([4, 8, 12, 13, 14, 15])('a tag of %i bytes is refused', (authTagLength) => {
  const cipher = createCipheriv('aes-256-gcm', key, vector.nonce, { authTagLength });
  cipher.setAAD(vector.additional);
  const ciphertext = Buffer.concat([cipher.update(vector.plaintext), cipher.final()]);
  const tag = cipher.getAuthTag();
  expect(vector.tag.subarray(0, authTagLength)).toEqual(tag);
  const box = Buffer.concat([vector.nonce, tag, ciphertext]);
  expect(() => openBox(key, vector.additional, box)).toThrow();
  // Cut off behind the short tag, it is what Node alone would accept for an empty text.
  expect(() => openBox(key, vector.additional, box.subarray(0, 12 + authTagLength))).toThrow(
    'too short',
  );
});

test('whatever was sealed opens with the same additional data alone', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), fc.uint8Array(), (text, bound, other) => {
      const box = sealBox(key, bound, text, randomBytes);
      expect(openBox(key, bound, box)).toEqual(Buffer.from(text));
      fc.pre(!Buffer.from(bound).equals(other));
      expect(() => openBox(key, other, box)).toThrow();
    }),
  );
});

test('bytes that are no box never open', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (junk) => {
      expect(() => openBox(key, vector.additional, junk)).toThrow();
    }),
  );
});

test('additional data differ whenever the parts do', () => {
  const parts = fc.array(fc.string({ maxLength: 3 }), { maxLength: 4 });
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      const isSame = a.length === b.length && a.every((part, i) => part === b[i]);
      expect(additionalData(a).equals(additionalData(b))).toBe(isSame);
    }),
  );
  expect(additionalData(['ab', 'c'])).not.toEqual(additionalData(['a', 'bc']));
  expect(additionalData(['ab', Uint8Array.of(1)]).toString('hex')).toBe('0000000261620000000101');
});
