import type { AccountDay, AudienceActivity, AudienceGroup } from './audience.ts';
import type { PostInsights } from './collected.ts';
import type { Source } from './platform.ts';
import type { Checkpoint } from './step.ts';

/** What a collect step keeps of a batch of insights. */
export interface CollectedInsights {
  readonly accountId: string;
  /** All that were asked for; those without insights count as read too. */
  readonly postIds: readonly string[];
  readonly insights: readonly PostInsights[];
  readonly capturedAt: Date;
  readonly source: Source;
  readonly next: Checkpoint;
}

/** What a collect step keeps of an account's days. */
export interface CollectedDays {
  readonly accountId: string;
  readonly days: readonly AccountDay[];
  readonly activity: AudienceActivity | null;
  /** Replace those known before; absent: nobody was asked. */
  readonly groups?: readonly AudienceGroup[];
  readonly capturedAt: Date;
  readonly source: Source;
  readonly next: Checkpoint;
}
