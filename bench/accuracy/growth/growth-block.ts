import {
  bootstrapPercentile,
  extrapolateGrowth,
  fitGrowth,
  mean,
  predictGrowth,
  randomFor,
} from '@viral-scan/analysis';
import { readAccounts } from '../read-accounts.ts';
import { alignRows, count, figure, signed, signedInterval } from '../text.ts';
import { type GrowthPost, growthPosts, readVideos } from './growth-posts.ts';
import { fitPlane } from './least-squares.ts';

const resamples = 2_000;

const logs = (posts: readonly GrowthPost[], of: (post: GrowthPost) => number): Float64Array =>
  Float64Array.from(posts, (post) => Math.log1p(of(post)));

/** Log views expected at 168 h. */
type Expectation = (post: GrowthPost) => number;

const onward: Expectation = ({ early, late }) => Math.log1p(extrapolateGrowth(early, late) ?? late);

function learnPlane(posts: readonly GrowthPost[]): Expectation {
  const plane = fitPlane(
    logs(posts, ({ early }) => early),
    logs(posts, ({ late }) => late),
    logs(posts, ({ settled }) => settled),
  );
  return ({ early, late }) => plane(Math.log1p(early), Math.log1p(late));
}

function learnGrowth(posts: readonly GrowthPost[]): Expectation {
  const model = fitGrowth(posts);
  if (model === null) return onward;
  return ({ early, late }) => Math.log1p(predictGrowth(model, early, late) ?? late);
}

/** Misses in log views: each half of the videos is expected from what the other half taught. */
function misses(
  posts: readonly GrowthPost[],
  learn: (learning: readonly GrowthPost[]) => Expectation,
): Float64Array {
  const byHalf = [0, 1].map((half) => learn(posts.filter((post) => post.half !== half)));
  return Float64Array.from(posts, (post) =>
    Math.abs((byHalf[post.half] ?? onward)(post) - Math.log1p(post.settled)),
  );
}

function row(name: string, posts: readonly GrowthPost[]): string[] {
  const held = misses(posts, () => onward);
  const plane = misses(posts, learnPlane);
  const model = misses(posts, learnGrowth);
  const gains = plane.map((miss, i) => miss - (model[i] ?? 0));
  const plan = (what: string) => ({ random: randomFor('bench growth', name, what), resamples });
  const interval = bootstrapPercentile(model, mean, plan('model'));
  const gain = bootstrapPercentile(gains, mean, plan('gain'));
  return [
    name,
    count(posts.length),
    figure(mean(held)),
    figure(mean(plane)),
    figure(mean(model)),
    interval === null ? '–' : `[${figure(interval[0])}, ${figure(interval[1])}]`,
    `${signed(mean(gains) ?? 0, 3)} ${gain === null ? '' : signedInterval(gain)}`,
  ];
}

/** Views at 168 h from those at 36 h and 72 h, on videos that took no part in learning. */
export async function growthBlock(paths: readonly string[]): Promise<string[]> {
  const [growth = '', posts = '', snapshots = null] = paths;
  const others = growthPosts(readVideos(growth));
  const { accounts } = await readAccounts(posts, snapshots);
  const charted = growthPosts(accounts.flatMap((account) => account.posts));
  const sets: readonly (readonly [string, readonly GrowthPost[]])[] = [
    ['other channels (growth file)', others],
    ['channels of the posts file', charted],
    ['both', [...others, ...charted]],
  ];
  const isEarly = ({ firstSeenHours }: GrowthPost): boolean => firstSeenHours <= 24;
  return [
    'mean absolute error of log views; learnt on one half of the videos by hash, scored on the other, both ways',
    ...alignRows([
      ['videos', 'n', 'exponent goes on', 'line in logs', 'model', '95 %', 'gain on the line'],
      ...sets.flatMap(([name, each]) => [
        row(name, each),
        row('  first seen within 24 h', each.filter(isEarly)),
      ]),
    ]),
    'simple method to beat: 0.111 (which videos it was measured on is not said)',
  ];
}
