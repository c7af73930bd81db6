import { createHmac, randomBytes } from 'node:crypto';
import { keepInBatches } from '@viral-scan/scan';
import type { Store } from '@viral-scan/store';
import type { WebhookDeps } from '../src/webhooks/webhook-deps.ts';

export const secrets = {
  tiktok: ['tiktok secret', 'former tiktok secret'],
  instagram: ['instagram secret', 'facebook secret', 'former instagram secret'],
  threads: ['threads secret', 'former threads secret'],
  metaVerifyTokens: ['a token of ours', 'the token before'],
  websub: ['the first websub secret', 'the websub secret before'],
} as const;

/** Over a real store; secrets are those above. */
export const webhookDeps = (store: Store, known: Partial<WebhookDeps> = {}): WebhookDeps => {
  const realNow = (): Date => new Date();
  return {
    secrets,
    keep: keepInBatches(store.inboundEvents),
    subscriptions: store.websub,
    deletions: {
      inboundEvents: store.inboundEvents,
      erasures: store.erasures,
      newCode: () => randomBytes(32).toString('base64url'),
      realNow,
    },
    publicUrl: 'https://api.example',
    realNow,
    ...known,
  };
};

const hmac = (algorithm: string, secret: string, ...parts: readonly (string | Uint8Array)[]) =>
  parts.reduce<ReturnType<typeof createHmac>>(
    (sum, part) => sum.update(part),
    createHmac(algorithm, secret),
  );

/** Headers of TikTok over these bytes. */
export const signedByTiktok = (
  body: string | Uint8Array,
  { secret = secrets.tiktok[0] as string, at = Date.now() } = {},
) => {
  const t = Math.floor(at / 1_000);
  return {
    'content-type': 'application/json',
    'tiktok-signature': `t=${t},s=${hmac('sha256', secret, `${t}.`, body).digest('hex')}`,
  };
};

/** Headers of Meta over these bytes. */
export const signedByMeta = (body: string | Uint8Array, secret: string) => ({
  'content-type': 'application/json',
  'x-hub-signature-256': `sha256=${hmac('sha256', secret, body).digest('hex')}`,
});

/** Headers of a hub over these bytes. */
export const signedByHub = (body: string | Uint8Array, secret: string, algorithm = 'sha1') => ({
  'content-type': 'application/atom+xml',
  'x-hub-signature': `${algorithm}=${hmac(algorithm, secret, body).digest('hex')}`,
});

/** The form of Meta's callbacks on people's requests. */
export function signedRequest(payload: object, secret: string): string {
  const part = Buffer.from(JSON.stringify(payload)).toString('base64url');
  const signature = hmac('sha256', secret, part).digest('base64url');
  return new URLSearchParams({ signed_request: `${signature}.${part}` }).toString();
}
