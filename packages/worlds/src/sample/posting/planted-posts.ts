import { type Caption, createCaption } from '../captions.ts';
import type { ChannelPlan } from '../channel-plans.ts';
import { sampleEndsAt, sampleStartsAt, sampleTimezone } from '../constants.ts';
import { hoursApart, localTimeIn } from '../local-time.ts';
import { createPostingTimes } from '../posting-times.ts';
import { createRandom, seedFor } from '../random.ts';
import { wholeSecondsApart } from './whole-seconds-apart.ts';

/** How often an account posts, and how much luck and plants change the views of its posts. */
export interface PostingPlan {
  /** Names the account's streams of chance. */
  readonly key: string;
  readonly topic: ChannelPlan['topic'];
  /** Final views of the median post. */
  readonly medianViews: number;
  readonly postsPerDay: number;
  /** At first only this share of them. */
  readonly beginnings: { readonly days: number; readonly share: number };
  readonly planted: boolean;
  /** So many posts vanish, 2 to 20 days after publication. */
  readonly deleted: number;
}

export interface PostingEffects {
  readonly hourLiftPct: number;
  readonly hookLiftPct: number;
  /** Standard deviation of ln(final views) between posts of equal luck. */
  readonly sigma: number;
}

/** What posts of any platform are made of. */
export interface PlantedPost {
  readonly createdAt: Date;
  readonly caption: Caption;
  /** Views once it has stopped growing. */
  readonly finalViews: number;
  /** Null unless its owner deletes it. */
  readonly deletedAt: Date | null;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const deletedAfterDays = { from: 2, to: 20 } as const;

/** Oldest first. Every aspect draws from a stream of its own. */
export function createPlantedPosts(
  seed: number,
  plan: PostingPlan,
  effects: PostingEffects,
  bestHour: number,
): PlantedPost[] {
  const stream = (aspect: string) => createRandom(seedFor(seed, `${plan.key} ${aspect}`));
  const localTime = localTimeIn(sampleTimezone);
  const regularFrom = sampleStartsAt.getTime() + plan.beginnings.days * dayMs;
  const kept = stream('beginnings');
  const times = wholeSecondsApart(
    createPostingTimes(plan.postsPerDay, localTime, stream('times')),
  ).filter((time) => kept.next() < plan.beginnings.share || time >= regularFrom);
  const deletions = drawDeletions(times, plan.deleted, stream('deletions'));
  const captions = stream('captions');
  const luck = stream('luck');

  return times.map((time, index) => {
    const caption = createCaption(plan.topic, captions);
    const inBestHours = plan.planted && hoursApart(localTime(time).hour, bestHour) <= 1;
    const hooked = plan.planted && caption.family === 'question';
    return {
      createdAt: new Date(time),
      caption,
      finalViews:
        plan.medianViews *
        Math.exp(effects.sigma * luck.normal()) *
        (inBestHours ? 1 + effects.hourLiftPct / 100 : 1) *
        (hooked ? 1 + effects.hookLiftPct / 100 : 1),
      deletedAt: deletions.get(index) ?? null,
    };
  });
}

export const plantedPostExistsAt = (
  { createdAt, deletedAt }: Pick<PlantedPost, 'createdAt' | 'deletedAt'>,
  at: Date,
): boolean => createdAt <= at && (deletedAt === null || at < deletedAt);

/** By position in `times`. All are over before the world's end. */
function drawDeletions(
  times: readonly number[],
  count: number,
  random: ReturnType<typeof createRandom>,
): ReadonlyMap<number, Date> {
  const latest = sampleEndsAt.getTime() - (deletedAfterDays.to + 1) * dayMs;
  const candidates = times.flatMap((time, index) => (time < latest ? [index] : []));
  return new Map(
    random
      .shuffled(candidates)
      .slice(0, count)
      .map((index) => {
        const hours = random.integer(deletedAfterDays.from * 24, deletedAfterDays.to * 24);
        return [index, new Date((times[index] ?? 0) + hours * hourMs)];
      }),
  );
}
