import type { DemoUser, World } from '@viral-scan/worlds';
import type { GrantKind } from '../grants/grant-kinds.ts';

export interface UserAccount {
  readonly platform: 'youtube' | 'tiktok';
  readonly id: string;
  readonly name: string;
  readonly grant_kind: GrantKind;
  /** The same account for an app of the Display API. */
  readonly display_open_id?: string;
}

/** The demo user's own accounts on both platforms. */
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
];
