import type { RefreshRule, SubjectKey } from '@viral-scan/contracts';

/** What is known of accounts, counted for plans. Reads only. */
export interface PlanningRepository {
  /** Of the account's known posts that have not vanished: how many were published after each moment. */
  postsAfter(
    subject: SubjectKey,
    accountId: string,
    moments: readonly Date[],
  ): Promise<readonly number[]>;
  /** The next reading of each of the account's posts by the rules (see `nextReading`), in order. */
  nextReadings(
    subject: SubjectKey,
    accountId: string,
    request: ReadingsRequest,
  ): Promise<NextReadings>;
}

export interface ReadingsRequest {
  readonly rules: readonly RefreshRule[];
  /** World time. */
  readonly now: Date;
  readonly until: Date;
  /** Of moments. */
  readonly limit: number;
}

export interface NextReadings {
  /** Posts that are due. */
  readonly due: number;
  readonly upcoming: readonly {
    /** To the minute, rounded up. */
    readonly at: Date;
    readonly posts: number;
    /** The place in `rules` of the rule that asks for it. */
    readonly rule: number;
  }[];
}
