import { fewestPerSide, type Trial } from './family-trials.ts';

const counted = (count: number, one: string, more: string): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];

/** What was tried on so many posts, and what came of it, in a sentence. */
export function summarize(
  trials: readonly Trial[],
  posts: number,
  better: number,
  worse: readonly string[],
): string {
  if (trials.length === 0) {
    return `no family of openings has ${fewestPerSide} posts with it and ${fewestPerSide} without, of ${posts}`;
  }
  const mined = trials.filter(({ family }) => family === 'template').length;
  const tried = [
    ...counted(trials.length - mined, 'family', 'families'),
    ...counted(mined, 'template', 'templates'),
  ].join(' and ');
  const found =
    better > 0
      ? `${better} better by more than chance`
      : worse.length > 0
        ? 'none better by more than chance'
        : 'none differs more than chance would';
  const less = worse.length === 0 ? '' : `; worse: ${worse.join(', ')}`;
  return `${tried} tried on ${posts} posts, ${found}${less}`;
}
