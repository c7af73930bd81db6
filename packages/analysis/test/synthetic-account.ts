import type {
  AnalysisAccount,
  AnalysisInput,
  AnalysisPost,
  ObservedMetrics,
  PostType,
} from '@viral-scan/contracts';
import { type Random, randomFor } from '../src/random/sfc32.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export interface SyntheticAccount {
  readonly seed: number | string;
  readonly days?: number;
  readonly postsPerDay?: number;
  /** Standard deviation of log engagement. */
  readonly sigma?: number;
  /** Correlation of a post's shock with the one before. */
  readonly autocorrelation?: number;
  /** Change of log engagement over the whole time. */
  readonly trend?: number;
  /** Planted local hour and its lift as a factor, over that hour ±1. */
  readonly best?: { readonly hour: number; readonly factor: number };
  /** Change of log engagement at weekends. */
  readonly weekend?: number;
  /** Live videos at night, images by day, live videos with much more engagement. */
  readonly typesByHour?: boolean;
  readonly bursts?: boolean;
  /** Local hours posted at (as UTC); drawn evenly. */
  readonly hours?: readonly number[];
  /** In place of `hours`: those of a day, by how much of the history is over (0–1) and ISO weekday. */
  readonly hoursOn?: (progress: number, weekday: number) => readonly number[];
  readonly snapshots?: 'daily' | 'last';
  readonly caption?: (i: number, random: Random) => string;
  /** Change of log engagement that a caption brings. */
  readonly captionEffect?: (caption: string) => number;
}

export const asOfMs = Date.UTC(2026, 5, 30, 6);

const gaussian = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

function publicationTimes(options: SyntheticAccount, random: Random): number[] {
  const { days = 100, postsPerDay = 1.7, bursts = false } = options;
  const hours = options.hours ?? [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22];
  const times: number[] = [];
  for (let day = days; day >= 1; day -= 1) {
    const quiet = bursts && random() < 0.5;
    const busy = bursts && !quiet && random() < 0.2;
    const rate = quiet ? 0.2 : busy ? postsPerDay * 4 : postsPerDay;
    const count = Math.floor(rate) + (random() < rate % 1 ? 1 : 0);
    const start = asOfMs - (asOfMs % dayMs) - day * dayMs;
    const weekday = ((Math.floor(start / dayMs) + 3) % 7) + 1;
    const open = options.hoursOn?.(1 - day / days, weekday) ?? hours;
    for (let i = 0; i < count; i += 1) {
      const hour = open[Math.floor(random() * open.length)] ?? 12;
      times.push(start + hour * hourMs + Math.floor(random() * hourMs));
    }
  }
  return times.sort((a, b) => a - b);
}

/** Posts with log-normal engagement that grows with age, in UTC. */
export function syntheticPosts(options: SyntheticAccount): AnalysisPost[] {
  const random = randomFor('synthetic', options.seed);
  const {
    sigma = 0.65,
    autocorrelation = 0.3,
    trend = 0,
    weekend = 0,
    snapshots = 'daily',
  } = options;
  const times = publicationTimes(options, random);
  let shock = gaussian(random);
  return times.map((publishedAtMs, i): AnalysisPost => {
    shock = autocorrelation * shock + Math.sqrt(1 - autocorrelation ** 2) * gaussian(random);
    const date = new Date(publishedAtMs);
    const hour = date.getUTCHours();
    const near = options.best !== undefined && Math.abs(hour - options.best.hour) <= 1;
    const live = options.typesByHour === true && random() < (hour >= 19 || hour <= 8 ? 0.7 : 0.15);
    const type: PostType = options.typesByHour === true ? (live ? 'live' : 'image') : 'video';
    const caption = options.caption?.(i, random) ?? `post number ${i}`;
    const level =
      7 +
      sigma * shock +
      (trend * i) / times.length +
      (near ? Math.log(options.best?.factor ?? 1) : 0) +
      (date.getUTCDay() % 6 === 0 ? weekend : 0) +
      (live ? 1 : 0) +
      (options.captionEffect?.(caption) ?? 0);
    const final = Math.exp(level);
    const grown = (ageHours: number) =>
      Math.floor(final * (1 - Math.exp(-((ageHours / 30) ** 0.7))));
    const firstLook = publishedAtMs + dayMs - ((publishedAtMs - asOfMs) % dayMs) - dayMs;
    const looks: number[] = [];
    for (let at = firstLook; at <= asOfMs && looks.length < 12; at += dayMs) {
      if (at > publishedAtMs) looks.push(at);
    }
    return {
      postId: `p${i}`,
      publishedAtMs,
      caption,
      type,
      durationSeconds: 60,
      language: 'en',
      url: null,
      tags: [],
      sound: null,
      retention: null,
      snapshots: (snapshots === 'last' ? [asOfMs] : looks).map((capturedAtMs) => {
        const amount = grown((capturedAtMs - publishedAtMs) / hourMs);
        return {
          capturedAtMs,
          views: amount * 20,
          likes: amount,
          comments: Math.floor(amount / 10),
          shares: null,
          saves: null,
          reach: null,
        };
      }),
    };
  });
}

/** A video of which nothing is known but when it went out. */
export const barePost = (
  known: Pick<AnalysisPost, 'postId' | 'publishedAtMs'> & Partial<AnalysisPost>,
): AnalysisPost => ({
  caption: null,
  type: 'video',
  durationSeconds: null,
  language: null,
  url: null,
  tags: [],
  sound: null,
  retention: null,
  snapshots: [],
  ...known,
});

/** Counters of one moment, unknown unless told. */
export const moment = (
  known: Pick<ObservedMetrics, 'capturedAtMs'> & Partial<ObservedMetrics>,
): ObservedMetrics => ({
  views: null,
  likes: null,
  comments: null,
  shares: null,
  saves: null,
  reach: null,
  ...known,
});

export const accountOf = (
  posts: readonly AnalysisPost[],
  change: Partial<AnalysisAccount> = {},
): AnalysisAccount => ({
  accountId: 'youtube:UC1',
  platform: 'youtube',
  origin: null,
  role: 'own',
  name: null,
  followers: null,
  timezone: null,
  posts,
  ...change,
});

export const inputOf = (
  accounts: readonly AnalysisAccount[],
  change: Partial<AnalysisInput> = {},
): AnalysisInput => ({
  asOfMs,
  fromMs: asOfMs - 3_650 * dayMs,
  timezone: 'UTC',
  accounts,
  ...change,
});

export const syntheticInput = (options: SyntheticAccount): AnalysisInput =>
  inputOf([accountOf(syntheticPosts(options), { accountId: `youtube:UC${options.seed}` })]);
