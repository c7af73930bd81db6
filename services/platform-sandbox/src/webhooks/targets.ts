import type { DemoUser, World } from '@viral-scan/worlds';
import type { GrantStore, GrantView } from '../grants/grant-store.ts';
import { knownAccount } from '../known-account.ts';
import type { Clients } from '../oauth/clients.ts';
import type { WorldClock } from '../world-clock.ts';
import type { WebhookPlatform } from './callbacks.ts';

/** Whom an event is about. Ids that the world does not know are told of all the same. */
export interface Target {
  /** As the event names the account. */
  readonly shownId: string;
  /** As the world does. */
  readonly worldId: string;
  /** Of the app that is told. */
  readonly clientId: string;
  /** Of its grant; null: it is not connected. */
  readonly kind: string | null;
}

export interface TargetDeps {
  readonly world: World;
  readonly clock: WorldClock;
  readonly grants: Pick<GrantStore, 'list'>;
  readonly clients: Clients;
  readonly user: DemoUser;
}

export interface AskedAccounts {
  readonly account?: string | undefined;
  readonly accounts?: readonly string[] | undefined;
}

export const askedAccounts = ({ account, accounts }: AskedAccounts): readonly string[] =>
  accounts ?? (account === undefined ? [] : [account]);

/** Whether a kind of grant is one of a platform's: `tiktok-display` is TikTok's. */
export const isOf = (kind: string, platform: WebhookPlatform): boolean =>
  kind.split('-', 1)[0] === platform;

/** The accounts that are connected right now, each once for each id that its apps know it by. */
export function connectedTargets(deps: TargetDeps, platform: WebhookPlatform): readonly Target[] {
  const live = deps.grants.list().filter(({ kind, revoked }) => !revoked && isOf(kind, platform));
  const targets = live.map((grant) => targetOfGrant(deps.world, grant));
  return targets.filter(
    ({ shownId }, at) => targets.findIndex((other) => other.shownId === shownId) === at,
  );
}

export function targetOfGrant({ tiktok }: World, grant: GrantView): Target {
  const account =
    grant.kind === 'tiktok-display'
      ? tiktok.accounts.find(({ openId }) => openId === grant.accountId)
      : undefined;
  return {
    shownId: account?.displayOpenId ?? grant.accountId,
    worldId: grant.accountId,
    clientId: grant.clientId,
    kind: grant.kind,
  };
}

/**
 * The accounts that were asked for; without any, the first that is connected, else the demo user's.
 * @throws RangeError where there is none
 */
export function targetsOf(
  deps: TargetDeps,
  platform: WebhookPlatform,
  asked: AskedAccounts,
): readonly [Target, ...Target[]] {
  const accounts = askedAccounts(asked);
  const connected = connectedTargets(deps, platform);
  const own = connected[0]?.shownId ?? deps.user[platform][0];
  const wanted = accounts.length > 0 ? accounts : own === undefined ? [] : [own];
  const clientId = deps.clients.registered[0]?.id ?? '';
  const [first, ...rest] = wanted.map(
    (id) =>
      connected.find(({ shownId }) => shownId === id) ?? {
        shownId: id,
        worldId: knownAccount(deps.world, platform, id) ?? id,
        clientId,
        kind: null,
      },
  );
  if (first === undefined) throw new RangeError(`account: this world has none of ${platform}`);
  return [first, ...rest];
}

/** Posts of an account that are there now, newest first, `limit` at most. */
export function newestPosts(
  { world, clock }: Pick<TargetDeps, 'world' | 'clock'>,
  platform: WebhookPlatform,
  worldId: string,
  limit: number,
): readonly { readonly id: string; readonly createdAt: Date }[] {
  const now = clock.now();
  const before = new Date(now.getTime() + 1);
  if (platform === 'tiktok') return world.tiktok.postsBefore(worldId, before, limit, now);
  if (platform === 'threads') return world.threads.postsBefore(worldId, before, limit, now);
  return world.instagram.mediaBefore(worldId, before, limit, now);
}

/** Posts for `count` happenings, the newest first and then again from the newest. */
export function postsFor(
  deps: Pick<TargetDeps, 'world' | 'clock'>,
  platform: WebhookPlatform,
  worldId: string,
  asked: string | undefined,
  count: number,
): (index: number) => string {
  if (asked !== undefined) return () => asked;
  const ids = newestPosts(deps, platform, worldId, count).map(({ id }) => id);
  return (index) => {
    const id = ids[index % ids.length];
    if (id === undefined) throw new RangeError('post: the account has none; name one');
    return id;
  };
}
