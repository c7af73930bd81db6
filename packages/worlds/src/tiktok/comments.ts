import { createRandom, seedFor } from '../sample/random.ts';
import { type TikTokComment, tiktokIdOf } from './tiktok-world.ts';

const texts = [
  'how much?',
  'I needed this today 🙌',
  'part two please',
  'this did not work for me',
  'where did you get that?',
  'so satisfying',
  'tried it, can confirm',
  'why is nobody talking about this',
  'saving this for later',
  'my grandmother did exactly that',
] as const;

/**
 * The newest `most` of `count` comments, newest first. The k-th of all comments is the same
 * whenever it is asked for: comments come evenly in the logarithm of the post's age.
 */
export function commentsOf(
  postId: string,
  createdAt: Date,
  count: number,
  most: number,
  at: Date,
): TikTokComment[] {
  const comments: TikTokComment[] = [];
  for (let index = count - 1; index >= Math.max(0, count - most); index -= 1) {
    const random = createRandom(seedFor(index, `comment ${postId}`));
    const ageSeconds = Math.floor(60 * (index + 1) ** 1.9 + random.next() * 50);
    const writtenAt = new Date(Math.min(createdAt.getTime() + ageSeconds * 1_000, at.getTime()));
    writtenAt.setUTCMilliseconds(0);
    comments.push({
      id: tiktokIdOf(writtenAt, random.integer(0, 0xffff_ffff)),
      createdAt: writtenAt,
      text: random.pick(texts),
      likes: Math.floor(12 * random.next() ** 4),
      username: `viewer_${random.integer(1, 9_999)}`,
      hidden: random.next() < 0.03,
    });
  }
  return comments;
}
