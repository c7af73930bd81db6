import type { World } from '@viral-scan/worlds';

export type AccountPlatform = 'youtube' | 'tiktok' | 'instagram' | 'threads';

/**
 * The id by which the world knows an account, null when it knows none: a channel id, or the open id
 * of the Accounts API, which the Display API's open id of the same account leads to, or the id of a
 * professional account, which its app-scoped id, its Page and that one's manager lead to.
 */
export function knownAccount(
  { channel, tiktok, instagram, threads }: World,
  platform: AccountPlatform,
  id: string,
): string | null {
  switch (platform) {
    case 'youtube':
      return channel(id)?.id ?? null;
    case 'tiktok': {
      const found = tiktok.accounts.find(
        ({ openId, displayOpenId }) => openId === id || displayOpenId === id,
      );
      return found?.openId ?? null;
    }
    case 'instagram': {
      const found = instagram.accounts.find(
        (account) =>
          account.id === id ||
          account.appScopedId === id ||
          account.pageId === id ||
          account.facebookUserId === id,
      );
      return found?.id ?? null;
    }
    case 'threads':
      return threads.profiles.find((profile) => profile.id === id)?.id ?? null;
  }
}
