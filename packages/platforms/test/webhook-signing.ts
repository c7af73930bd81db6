import { createHmac } from 'node:crypto';
import type {
  DeliveryVerdict,
  InboundDelivery,
  InboundEvent,
  ReadDelivery,
} from '@viral-scan/contracts';
import { expect } from 'vitest';

export const secret = 'a-secret-canary';
export const real = new Date('2026-08-22T06:00:00Z');
export const now = { real, world: real };
export const seconds = (time: Date): number => Math.floor(time.getTime() / 1_000);

const hmac = (algorithm: string, key: string, ...parts: (string | Uint8Array)[]): string => {
  const hash = createHmac(algorithm, key);
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const delivery = (header: string, value: string, body: string | Uint8Array): InboundDelivery => ({
  headers: { 'content-type': 'text/plain', [header]: value },
  body: typeof body === 'string' ? Buffer.from(body) : body,
});

export const byTiktok = (
  body: string | Uint8Array,
  { key = secret, t = String(seconds(real)) }: { readonly key?: string; readonly t?: string } = {},
) => delivery('tiktok-signature', `t=${t},s=${hmac('sha256', key, `${t}.`, body)}`, body);

export const byMeta = (body: string, key = secret) =>
  delivery('x-hub-signature-256', `sha256=${hmac('sha256', key, body)}`, body);

export const byHub = (body: string, key = secret, algorithm: 'sha1' | 'sha256' = 'sha1') =>
  delivery('x-hub-signature', `${algorithm}=${hmac(algorithm, key, body)}`, body);

/** The events of a delivery that must be accepted. */
export function eventsOf(verdict: DeliveryVerdict): readonly InboundEvent[] {
  if (verdict.outcome === 'refused') expect.fail(`refused: ${verdict.reason}`);
  return verdict.events;
}

/** What follows from deliveries that are not as signed, the same of every platform. */
export function refusals(
  read: ReadDelivery,
  { headers, body }: InboundDelivery,
  header: string,
): readonly (readonly [string, DeliveryVerdict])[] {
  const { [header]: signature, ...others } = headers;
  const signedBy = (value: string | string[]) =>
    read({ headers: { ...others, [header]: value }, body }, now);
  const written = String(signature);
  const altered = Buffer.concat([body, Buffer.from(' ')]);
  return [
    ['no signature', read({ headers: others, body }, now)],
    ['an empty signature', signedBy('')],
    ['two signatures', signedBy([written, written])],
    ['two signatures in one line', signedBy(`${written}, ${written}`)],
    ['a signature cut off', signedBy(written.slice(0, -2))],
    ['a signature with more behind', signedBy(`${written}00`)],
    ['a signature in no hex', signedBy(written.replace(/..$/, 'zz'))],
    ['another signature', signedBy(written.replace(/..$/, (end) => (end === '00' ? '11' : '00')))],
    ['an altered body', read({ headers, body: altered }, now)],
    ['an empty body', read({ headers, body: new Uint8Array() }, now)],
  ];
}
