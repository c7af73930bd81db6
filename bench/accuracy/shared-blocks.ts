import { accountBlock } from './accounts/account-block.ts';
import { clickbaitBlock } from './clickbait-block.ts';
import { growthBlock } from './growth/growth-block.ts';
import { headlineBlock } from './headline-block.ts';
import { ratingsBlock } from './ratings-block.ts';
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
  {
    title: 'youtube-trending-2026: views at 168 h from those at 36 h and 72 h',
    data: [
      `${youtube}/growth_other_channels.csv.gz`,
      `${youtube}/posts.csv.gz`,
      `${youtube}/snapshots.csv.gz`,
    ],
    linesOf: growthBlock,
  },
  {
    title: 'upworthy-exploratory: the better of two headlines for the same picture',
    data: ['upworthy-exploratory/public/packages.csv.gz'],
    linesOf: headlineBlock,
  },
  {
    title: 'vader-sentiment-gold: sentiment beside people’s ratings',
    data: ['vader-sentiment-gold/gold.csv.gz'],
    linesOf: ratingsBlock,
  },
  {
    title: 'clickbait-headlines: families of hooks',
    data: ['clickbait-headlines/headlines.csv.gz'],
    linesOf: clickbaitBlock,
  },
];
