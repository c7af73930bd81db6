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

export const audienceDimensions = ['age', 'gender', 'country', 'city'] as const;
export type AudienceDimension = (typeof audienceDimensions)[number];

/** A part of an account's followers, as the platform names and counts it. */
export interface AudienceGroup {
  readonly dimension: AudienceDimension;
  /** Such as `25-34`, `F`, `DE` or `London, England`; names that we do not know pass through. */
  readonly name: string;
  /** Null where the platform gives shares only. */
  readonly count: number | null;
  /** 0–1 of the followers it could tell of the dimension. */
  readonly share: number;
}

export interface AudienceActivity {
  /** IANA zone of days and hours. */
  readonly zone: string;
  readonly hours: readonly ActiveHour[];
}
