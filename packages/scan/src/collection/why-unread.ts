import type { Platform, Role } from '@viral-scan/contracts';

/** Of an account that has no grant, on a platform that this installation reads with one alone. */
export const whyUnread = (platform: Platform, role: Role): string =>
  role === 'own'
    ? `without a grant nothing can be read of ${platform}, and the account is not connected`
    : `without a grant nothing can be read of ${platform}: accounts of others are not read there`;
