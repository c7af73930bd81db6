import type { ChannelPlan } from './channel-plans.ts';
import { sampleEndsAt, sampleStartsAt, subscriberGrowth } from './constants.ts';

/** Grows towards the plan's figure, which stands at the world's end. */
export function subscribersAt(plan: ChannelPlan, at: Date): number {
  const whole = sampleEndsAt.getTime() - sampleStartsAt.getTime();
  const left = Math.max(0, sampleEndsAt.getTime() - at.getTime()) / whole;
  return Math.floor(plan.subscribers / (1 + subscriberGrowth * left));
}
