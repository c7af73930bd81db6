import type { Envelope } from './compose-message.ts';
import { metaSignature } from './signatures.ts';

/** As Meta's servers write JSON: nothing but ASCII, and slashes behind backslashes. */
export const metaJson = (document: object, isEscaped: boolean): string => {
  const text = JSON.stringify(document);
  if (!isEscaped) return text;
  return text
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
};

export const metaEnvelope = (text: string): Envelope => ({
  text,
  contentType: 'application/json',
  headers: { 'user-agent': 'facebookexternalua' },
  sign: (body, secret) => ({ 'X-Hub-Signature-256': metaSignature(body, secret) }),
});

/** `2026-08-07T10:33:16+0000`. */
export const metaTime = (at: Date): string => `${at.toISOString().slice(0, 19)}+0000`;
