import type { World } from '@viral-scan/worlds';
import { composeMessage, signingSecret } from './compose-message.ts';
import type { NewDelivery } from './deliveries.ts';
import { type DeliveryFault, happenedAtMs } from './delivery-faults.ts';
import { signedRequest } from './signatures.ts';
import type { Target } from './targets.ts';
import type { Channel, WebhookDeps } from './webhook-deps.ts';

export interface RequestWish {
  readonly platform: 'instagram' | 'threads';
  readonly event: 'deauthorize' | 'data_deletion';
  readonly faults: readonly DeliveryFault[];
  readonly attempts?: number | undefined;
  readonly login?: 'instagram' | 'facebook' | undefined;
}

/** One of Meta's callbacks about a user: a form with a signed request. */
export function requestDelivery(
  deps: WebhookDeps,
  { url, secrets }: Channel,
  { platform, event, faults, attempts, login }: RequestWish,
  target: Target,
): NewDelivery {
  const atMs = happenedAtMs(faults, deps.realNow(), ['stale', 'old_event', 'future']);
  const userId = userIdOf(deps.world, platform, target, login);
  const payload = {
    algorithm: 'HMAC-SHA256',
    issued_at: Math.floor(atMs / 1_000),
    user_id: userId,
  };
  const request = signedRequest(payload, signingSecret(secrets, faults));
  const sent = faults.includes('unsigned') ? request.slice(request.indexOf('.')) : request;
  const envelope = {
    text: new URLSearchParams({ signed_request: sent }).toString(),
    contentType: 'application/x-www-form-urlencoded',
    headers: {},
    sign: () => ({}),
  };
  return {
    platform,
    event,
    url,
    attempts,
    message: (attempt) => composeMessage(envelope, secrets, faults, attempt),
    ...(event === 'data_deletion' && {
      onAnswer: (body: string) => deps.deletions.note(platform, userId, body),
    }),
  };
}

/** Scoped to the app: the account's own for Instagram Login, the person's for Facebook Login. */
function userIdOf(
  { instagram }: World,
  platform: RequestWish['platform'],
  { worldId, kind }: Target,
  login: RequestWish['login'],
): string {
  const account = instagram.accounts.find(({ id }) => id === worldId);
  if (platform === 'threads' || account === undefined) return worldId;
  const byFacebook = login === undefined ? kind === 'instagram-facebook' : login === 'facebook';
  return byFacebook ? account.facebookUserId : account.appScopedId;
}
