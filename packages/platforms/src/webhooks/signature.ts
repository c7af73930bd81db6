import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { InboundDelivery } from '@viral-scan/contracts';

/**
 * A header that came once; null when it is absent or came several times: of two signatures nobody
 * knows which one counts.
 */
export function singleHeader({ headers }: Pick<InboundDelivery, 'headers'>, name: string) {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  const single = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof single === 'string' && single !== '' ? single.trim() : null;
}

/**
 * Whether a signature was made with one of the secrets; several are in force while they are
 * exchanged. Every secret is tried, in constant time each. An empty one matches nothing: anybody
 * could sign with it.
 *
 * @param signature in hex
 * @param parts of what was signed, in order
 */
export function isSignedByOne(
  signature: string,
  {
    algorithm,
    secrets,
    parts,
  }: {
    readonly algorithm: 'sha1' | 'sha256';
    readonly secrets: readonly string[];
    readonly parts: readonly (string | Uint8Array)[];
  },
): boolean {
  const given = Buffer.from(signature, 'hex');
  let matches = false;
  for (const secret of secrets) {
    if (secret === '') continue;
    const hmac = createHmac(algorithm, secret);
    for (const part of parts) hmac.update(part);
    const right = hmac.digest();
    if (right.length === given.length && timingSafeEqual(right, given)) matches = true;
  }
  return matches;
}

/** Whether a text is one of ours, in constant time; an empty one never is. */
export function isOneOf(text: string, ours: readonly string[]): boolean {
  const given = digestOf(text);
  let matches = false;
  for (const one of ours) {
    if (timingSafeEqual(digestOf(one), given) && one !== '') matches = true;
  }
  return matches;
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
