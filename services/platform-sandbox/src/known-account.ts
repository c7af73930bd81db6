import type { World } from '@viral-scan/worlds';

/**
 * The id by which the world knows an account, null when it knows none: a channel id, or the open id
 * of the Accounts API, which the Display API's open id of the same account leads to.
 */
export function knownAccount(
  { channel, tiktok }: World,
  platform: 'youtube' | 'tiktok',
  id: string,
): string | null {
  if (platform === 'youtube') return channel(id)?.id ?? null;
  const found = tiktok.accounts.find(
    ({ openId, displayOpenId }) => openId === id || displayOpenId === id,
  );
  return found?.openId ?? null;
}
