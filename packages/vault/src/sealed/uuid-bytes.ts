const pattern = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The 16 bytes of a UUID: the same whether a token or the database wrote it. */
export function uuidBytes(uuid: string): Buffer {
  if (!pattern.test(uuid)) throw new TypeError('an id of a tenant, subject or key is no UUID');
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

/** In lower case, with hyphens. */
export const uuidText = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
