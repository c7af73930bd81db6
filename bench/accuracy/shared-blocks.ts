import { accountBlock } from './accounts/account-block.ts';
import { readAccounts } from './read-accounts.ts';

/** One block of figures on shared data. */
export interface SharedBlock {
  readonly title: string;
  /** Files under the shared data it needs. */
  readonly data: readonly string[];
  readonly linesOf: (paths: readonly string[]) => string[] | Promise<string[]>;
}

const youtube = 'youtube-trending-2026/public';

async function accounts(name: string, paths: readonly string[], timezone: string) {
  const [posts = '', snapshots = null] = paths;
  return accountBlock(name, await readAccounts(posts, snapshots), timezone);
}

export const sharedBlocks: readonly SharedBlock[] = [
  {
    title: 'facebook-live-sellers-thailand',
    data: ['facebook-live-sellers-thailand/posts.csv.gz'],
    linesOf: (paths) => accounts('facebook', paths, 'Asia/Bangkok'),
  },
  {
    title: 'twitter-longhistory-dslabs',
    data: ['twitter-longhistory-dslabs/posts.csv.gz'],
    linesOf: (paths) => accounts('twitter', paths, 'America/New_York'),
  },
  {
    title: 'youtube-trending-2026 (channels of many countries, read in UTC)',
    data: [`${youtube}/posts.csv.gz`, `${youtube}/snapshots.csv.gz`],
    linesOf: (paths) => accounts('youtube', paths, 'UTC'),
  },
];
