import type { DomainEvent } from '@viral-scan/contracts';

/** All that the envelope may hold beside its data, which is the body, and the type of that. */
const attributes = [
  'specversion',
  'id',
  'source',
  'type',
  'subject',
  'time',
  'partitionkey',
  'traceparent',
] as const;

/** Headers of an event in the binary mode of CloudEvents' HTTP binding (1.0.2, 3.1). */
export function cloudEventHeaders(event: DomainEvent): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of attributes) {
    const value = event[name];
    if (value !== undefined) headers[`ce-${name}`] = headerValue(value);
  }
  return headers;
}

/**
 * Section 3.1.3.2: spaces, quotes, percent signs and all but printable ASCII are percent-encoded as
 * UTF-8; a lone surrogate, which has no UTF-8, as U+FFFD.
 */
export const headerValue = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\x21\x23\x24\x26-\x7e]+/g, (part) =>
      [...new TextEncoder().encode(part)]
        .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
        .join(''),
    );
