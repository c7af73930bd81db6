/** What a source may give beyond posts and their public counters. */
export const capabilities = [
  'shares',
  'saves',
  'reach',
  'watch_time',
  'retention',
  'account_days',
  'audience_activity',
  'demographics',
  'account_timezone',
] as const;
export type Capability = (typeof capabilities)[number];

/** Per capability true, or why there is none, in words for a report ("not offered by YouTube"). */
export type Capabilities = Readonly<Record<Capability, true | string>>;

/** Only what is missing, with the reason. */
export type NotOffered = Readonly<Partial<Record<Capability, string>>>;

export const notOfferedBy = (offers: Capabilities): NotOffered =>
  Object.fromEntries(
    Object.entries(offers).filter((entry): entry is [Capability, string] => entry[1] !== true),
  );
