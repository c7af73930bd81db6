import type { OwnAccounts } from '@viral-scan/scan';

/** Of an installation where nobody has connected an account. */
export const noOwnAccounts: OwnAccounts = {
  accessTo: async () => null,
  accessToOthers: async () => null,
};
