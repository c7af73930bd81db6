import {
  AccountNotFound,
  type AccountProfile,
  type AccountRef,
  InvalidInput,
  splitAccountRef,
} from '@viral-scan/contracts';

/** Anything else may mean several channels to the API, or none. */
const shape = /^(UC[A-Za-z0-9_-]{22}|@[\p{L}\p{N}._·-]{3,30})$/u;

/** The channel id or @handle behind `youtube:`. */
export function channelNameOf(ref: AccountRef): string {
  const { platform, externalId } = splitAccountRef(ref);
  if (platform !== 'youtube') throw new InvalidInput('account', 'is not a YouTube account');
  if (!shape.test(externalId)) {
    throw new AccountNotFound(
      'the account is named by neither a channel id (UC and 22 characters) nor an @handle',
    );
  }
  return externalId;
}

export const isHandle = (channelName: string): boolean => channelName.startsWith('@');

/** Whether a profile is the channel's; old custom URLs have no `@`. */
export const isNamed = (profile: AccountProfile, channelName: string): boolean =>
  isHandle(channelName)
    ? bareHandle(profile.handle ?? '') === bareHandle(channelName)
    : profile.externalId === channelName;

const bareHandle = (handle: string): string => handle.replace(/^@/, '').toLowerCase();
