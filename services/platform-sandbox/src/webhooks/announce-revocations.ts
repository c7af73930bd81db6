import type { GrantStore, GrantView } from '../grants/grant-store.ts';
import type { NewDelivery } from './deliveries.ts';
import { requestDelivery } from './send-request.ts';
import { tiktokDelivery } from './send-tiktok.ts';
import { isOf, targetOfGrant } from './targets.ts';
import { usualTikTok } from './tiktok-events.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/**
 * The same grants; what is revoked through these is revoked by the user at the platform, and the app
 * is told, once whatever it was granted: TikTok's `authorization.removed`, Meta's deauthorise callback.
 */
export function announceRevocations(deps: WebhookDeps, grants: GrantStore): GrantStore {
  function tell<Result>(revoke: () => Result): Result {
    const isLive = ({ revoked }: GrantView) => !revoked;
    const before = new Set(
      grants
        .list()
        .filter(isLive)
        .map(({ id }) => id),
    );
    const result = revoke();
    const gone = grants.list().filter(({ id, revoked }) => revoked && before.has(id));
    const each = new Map(
      gone.map((grant) => [`${grant.kind} ${grant.clientId} ${grant.accountId}`, grant]),
    );
    deps.deliveries.send([...each.values()].flatMap((grant) => removalOf(deps, grant) ?? []));
    return result;
  }
  return {
    ...grants,
    revoke: (which) => tell(() => grants.revoke(which)),
    revokeByToken: (token) => tell(() => grants.revokeByToken(token)),
  };
}

/** Null where nobody wants to know. */
function removalOf(deps: WebhookDeps, grant: GrantView): NewDelivery | null {
  const callback = deps.callbacks.list().find(({ platform }) => isOf(grant.kind, platform));
  if (callback === undefined) return null;
  const target = targetOfGrant(deps.world, grant);
  const secrets = { current: callback.secret, former: callback.formerSecret };
  if (callback.platform !== 'tiktok') {
    const { platform, deauthorizeUrl: url } = callback;
    const wish = { platform, event: 'deauthorize', faults: [] } as const;
    return url === null ? null : requestDelivery(deps, { url, secrets }, wish, target);
  }
  if (callback.url === null) return null;
  const happening = {
    ...usualTikTok,
    event: 'authorization.removed',
    clientKey: target.clientId,
    openId: target.shownId,
    postId: '',
    at: new Date(deps.realNow()),
    serial: deps.serial(),
  } as const;
  return tiktokDelivery(deps, { url: callback.url, secrets }, { faults: [] }, happening);
}
