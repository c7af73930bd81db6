/** A calendar day, `YYYY-MM-DD`, in the zone that its source counts days in. */
export type Day = string;

/**
 * What a platform says of an account on one day. Null: not said. `likes`, `comments` and `shares`
 * are the platform's own differences and may be negative.
 */
export interface AccountDay {
  readonly day: Day;
  readonly views: number | null;
  readonly reach: number | null;
  readonly profileViews: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly shares: number | null;
  readonly followers: number | null;
  readonly newFollowers: number | null;
  readonly lostFollowers: number | null;
  /** The platform still counts: a later reading replaces it. */
  readonly provisional: boolean;
}

/** How many followers were active in one hour of a day. */
export interface ActiveHour {
  readonly day: Day;
  /** 0–23 in the activity's zone. */
  readonly hour: number;
  readonly count: number;
}

export interface AudienceActivity {
  /** IANA zone of days and hours. */
  readonly zone: string;
  readonly hours: readonly ActiveHour[];
}
