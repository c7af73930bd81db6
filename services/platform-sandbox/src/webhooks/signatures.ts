import { createHmac } from 'node:crypto';

/** What the platforms sign with the app's secret: always the very bytes that are sent. */

/** TikTok's header: over the moment, a dot and the body. `atSeconds`: unix. */
export const tiktokSignature = (body: Uint8Array, secret: string, atSeconds: number): string => {
  const hmac = createHmac('sha256', secret).update(`${atSeconds}.`).update(body);
  return `t=${atSeconds},s=${hmac.digest('hex')}`;
};

/** Meta's `X-Hub-Signature-256`. */
export const metaSignature = (body: Uint8Array, secret: string): string =>
  hubSignature(body, secret, 'sha256');

/** A WebSub hub's `X-Hub-Signature`. */
export const hubSignature = (
  body: Uint8Array,
  secret: string,
  algorithm: 'sha1' | 'sha256',
): string => `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;

/** Meta's `signed_request`: signature, dot, payload, both in base64url without padding. */
export function signedRequest(payload: object, secret: string): string {
  const text = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${createHmac('sha256', secret).update(text).digest('base64url')}.${text}`;
}
