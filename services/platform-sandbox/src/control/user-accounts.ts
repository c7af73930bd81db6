import type { DemoUser, World } from '@viral-scan/worlds';
import type { GrantKind } from '../grants/grant-kinds.ts';
import type { AccountPlatform } from '../known-account.ts';

export interface UserAccount {
  readonly platform: AccountPlatform;
  readonly id: string;
  readonly name: string;
  readonly grant_kind: GrantKind;
  /** The same account for an app of the Display API. */
  readonly display_open_id?: string;
  /** The same account for an app with Instagram Login, and behind a Page. */
  readonly app_scoped_id?: string;
  readonly page_id?: string;
}

/** The demo user's own accounts on all platforms. */
export const accountsOf = (world: World, user: DemoUser): readonly UserAccount[] => [
  ...user.own.map((id) => ({
    platform: 'youtube' as const,
    id,
    name: world.channel(id)?.title ?? id,
    grant_kind: 'youtube' as const,
  })),
  ...world.tiktok.accounts
    .filter(({ openId }) => user.tiktok.includes(openId))
    .map(({ openId, displayName, displayOpenId }) => ({
      platform: 'tiktok' as const,
      id: openId,
      name: displayName,
      grant_kind: 'tiktok-accounts' as const,
      display_open_id: displayOpenId,
    })),
  ...world.instagram.accounts
    .filter(({ id }) => user.instagram.includes(id))
    .map(({ id, name, appScopedId, pageId }) => ({
      platform: 'instagram' as const,
      id,
      name,
      grant_kind: 'instagram-login' as const,
      app_scoped_id: appScopedId,
      page_id: pageId,
    })),
  ...world.threads.profiles
    .filter(({ id }) => user.threads.includes(id))
    .map(({ id, name }) => ({
      platform: 'threads' as const,
      id,
      name,
      grant_kind: 'threads' as const,
    })),
];
