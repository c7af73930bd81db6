/** Who an account's followers are, as a platform counts them. */

export const audienceDimensions = ['age', 'gender', 'country', 'city'] as const;
export type AudienceDimension = (typeof audienceDimensions)[number];

export interface AudienceGroup {
  /** Such as `25-34`, `F`, `DE`, `Berlin, Berlin`. */
  readonly name: string;
  readonly count: number;
}
