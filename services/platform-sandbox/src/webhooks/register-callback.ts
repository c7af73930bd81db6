import { setTimeout as sleep } from 'node:timers/promises';
import type { Callback, WebhookPlatform } from './callbacks.ts';
import { loopbackUrl } from './loopback-call.ts';
import { verifyCallback } from './verify-callback.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** A callback as someone writes it down. */
export interface CallbackWish {
  readonly url?: string | undefined;
  readonly verify_token?: string | undefined;
  /** The app's own by default. */
  readonly secret?: string | undefined;
  readonly deauthorize_url?: string | undefined;
  readonly data_deletion_url?: string | undefined;
}

type RegisterDeps = Pick<WebhookDeps, 'callbacks' | 'clients'>;

const verifyTimeoutMs = 10_000;
const askAgainMs = 1_000;
/** An app that is still starting is nothing to speak of. */
const warnAfter = 30;

/**
 * From now on this is where the app is told. Meta asks the address first.
 * @throws RangeError that names the field; then the callback from before stays
 */
export async function registerCallback(
  { callbacks, clients }: RegisterDeps,
  platform: WebhookPlatform,
  wish: CallbackWish,
  signal: AbortSignal,
): Promise<void> {
  const address = (field: 'url' | 'deauthorize_url' | 'data_deletion_url'): URL | null => {
    const text = wish[field];
    return text === undefined ? null : loopbackUrl(text, field);
  };
  const callback: Omit<Callback, 'formerSecret'> = {
    platform,
    url: address('url'),
    verifyToken: wish.verify_token ?? null,
    secret: wish.secret ?? clients.registered[0]?.secret ?? '',
    deauthorizeUrl: address('deauthorize_url'),
    dataDeletionUrl: address('data_deletion_url'),
  };
  if (platform === 'tiktok') {
    if (callback.url === null) throw new RangeError('url: is required');
    if (callback.deauthorizeUrl !== null) throw new RangeError("deauthorize_url: is Meta's");
    if (callback.dataDeletionUrl !== null) throw new RangeError("data_deletion_url: is Meta's");
  } else if (callback.url !== null) {
    const call = { timeoutMs: verifyTimeoutMs, signal };
    const problem = await verifyCallback(callback.url, callback.verifyToken ?? '', call);
    if (problem !== null) throw new RangeError(`url: ${problem}`);
  }
  callbacks.put(callback);
}

/** The same for a callback that may not listen yet: asks again every second until it does. */
export async function registerOnceThere(
  deps: RegisterDeps,
  platform: WebhookPlatform,
  wish: CallbackWish,
  { signal, warn }: { readonly signal: AbortSignal; readonly warn: (problem: string) => void },
): Promise<void> {
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      await registerCallback(deps, platform, wish, signal);
      return;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      if (attempt === warnAfter) warn(`${platform}: ${error.message}`);
      await sleep(askAgainMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
