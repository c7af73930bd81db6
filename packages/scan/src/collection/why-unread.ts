import type { Platform, Role } from '@viral-scan/contracts';

/** Where a user who has connected an account of their own may look at those of others. */
const showOthers: ReadonlySet<Platform> = new Set<Platform>(['threads']);

/** Of an account that has no grant, on a platform that this installation reads with one alone. */
export function whyUnread(platform: Platform, role: Role): string {
  const start = `without a grant nothing can be read of ${platform}`;
  if (role === 'own') return `${start}, and the account is not connected`;
  return showOthers.has(platform)
    ? `${start}: accounts of others can be read there once an own one is connected`
    : `${start}: accounts of others are not read there`;
}
