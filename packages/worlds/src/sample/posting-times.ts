import { postingHours, sampleDays, sampleStartsAt } from './constants.ts';
import type { LocalTime } from './local-time.ts';
import type { Random } from './random.ts';

const dayMs = 86_400_000;

/**
 * Moments of posting over the whole world, sorted: every day the cadence's whole posts and by
 * chance one more, at varied waking hours of the audience. Hours are drawn apart from anything
 * that changes engagement, so that effects of the hour stay identifiable.
 */
export function createPostingTimes(
  postsPerDay: number,
  localTime: (at: number) => LocalTime,
  random: Random,
): number[] {
  const times: number[] = [];
  // Half a post more or less makes days differ even at a whole cadence.
  for (let day = 0; day < sampleDays; day += 1) {
    const wanted = postsPerDay + (random.next() - 0.5);
    const count = Math.floor(wanted) + (random.next() < wanted - Math.floor(wanted) ? 1 : 0);
    for (let post = 0; post < count; post += 1) {
      times.push(drawTime(sampleStartsAt.getTime() + day * dayMs, localTime, random));
    }
  }
  return times.sort((a, b) => a - b);
}

function drawTime(dayStart: number, localTime: (at: number) => LocalTime, random: Random): number {
  for (;;) {
    const at = dayStart + random.integer(0, 86_399) * 1_000;
    const { hour } = localTime(at);
    if (hour >= postingHours.from && hour <= postingHours.to) return at;
  }
}
