import {
  type KnownRankedPost,
  type Platform,
  splitAccountRef,
  type ViralPost,
  viralPostOf,
} from '@viral-scan/contracts';

/** @param asked the account as the caller named it, where it named one */
export const toldPosts = (
  posts: readonly KnownRankedPost[],
  asked: string | null,
  defaultPlatform: Platform,
): ViralPost[] =>
  posts.map((post) => viralPostOf(post, asked ?? toldAccount(post, defaultPlatform)));

/** As a caller would name it: the bare handle, or id, on the platform of bare names. */
function toldAccount({ account, handle }: KnownRankedPost, defaultPlatform: Platform): string {
  const { platform, externalId } = splitAccountRef(account);
  return platform === defaultPlatform ? (handle ?? externalId).replace(/^@/, '') : account;
}
