import { altered, bodyOf, type DeliveryFault } from './delivery-faults.ts';

/** A document, and how its platform signs it. */
export interface Envelope {
  readonly text: string;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Headers, made over the bytes that are sent. */
  sign(body: Uint8Array, secret: string): Readonly<Record<string, string>>;
}

export interface Secrets {
  readonly current: string;
  /** The one before the last rotation; null: never rotated. */
  readonly former: string | null;
}

export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly cutAfter: number | null;
}

/** A request as one attempt sends it. `attempt` counts from 1. */
export function composeMessage(
  envelope: Envelope,
  secrets: Secrets,
  faults: readonly DeliveryFault[],
  attempt: number,
): Message {
  const has = (fault: DeliveryFault) => faults.includes(fault);
  const isJson = envelope.contentType.startsWith('application/json');
  const body = bodyOf(envelope.text, faults, isJson);
  const signature = has('unsigned') ? {} : envelope.sign(body, signingSecret(secrets, faults));
  return {
    headers: {
      'content-type': has('wrong_content_type') ? 'text/plain' : envelope.contentType,
      ...(has('gzip') && { 'content-encoding': 'gzip' }),
      ...envelope.headers,
      ...signature,
    },
    body: has('altered') ? altered(body) : body,
    cutAfter: has('truncated') && attempt === 1 ? Math.floor(body.length / 2) : null,
  };
}

/** What signs, by the faults. @throws RangeError where there was no secret before */
export function signingSecret(
  { current, former }: Secrets,
  faults: readonly DeliveryFault[],
): string {
  if (faults.includes('bad_signature')) return `not ${current}`;
  if (!faults.includes('old_secret')) return current;
  if (former === null) throw new RangeError('faults: the secret was never rotated');
  return former;
}
