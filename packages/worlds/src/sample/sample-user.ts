import type { DemoUser } from '../demo-user.ts';
import type { SampleWorld } from './sample-world.ts';

export interface SampleUser extends DemoUser {
  /** Not part of the demo's scan: the account to which nothing may be recommended. */
  readonly noEffectAccountId: string;
}

/** The user of the sample world: the planted accounts and the channel's first two competitors. */
export const sampleUser = ({ truth }: SampleWorld): SampleUser => ({
  own: [truth.accountId],
  tiktok: [truth.tiktok.accountId],
  instagram: [truth.instagram.accountId],
  threads: [truth.threads.accountId],
  competitors: truth.competitorIds.slice(0, 2),
  timezone: truth.timezone,
  noEffectAccountId: truth.noEffectAccountId,
});
