/**
 * Parts as one run of bytes that no other list of parts gives: each is led by its length (32 bits,
 * big-endian), so that `('ab', 'c')` and `('a', 'bc')` differ. Texts count as UTF-8.
 */
export function additionalData(parts: readonly (string | Uint8Array)[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}
