import {
  type ActiveHour,
  type AudienceActivity,
  type AudienceDimension,
  type AudienceGroup,
  audienceDimensions,
} from '@viral-scan/contracts';
import { at, broken, optionalCounter } from '../answer/json-node.ts';
import type { InsightRow } from '../meta/insight-rows.ts';
import { type DayRange, dayClosedAt } from '../meta/insight-window.ts';

type Rows = ReadonlyMap<string, InsightRow>;

const maxNameLength = 200;

/**
 * `online_followers`: `{"0": n, …, "23": n}` of each day, in hours of America/Los_Angeles as far as
 * anyone knows. Null when there is nothing, as is common and always so below 100 followers.
 */
export function parseOnlineFollowers(rows: Rows, { from, to }: DayRange): AudienceActivity | null {
  const hours: ActiveHour[] = [];
  for (const { value, endsAt } of rows.get('online_followers')?.values ?? []) {
    const day = endsAt === null ? null : dayClosedAt(endsAt);
    if (day === null || day < from || day > to) continue;
    for (let hour = 0; hour <= 23; hour += 1) {
      const count = optionalCounter(at(value, String(hour)));
      if (count !== null) hours.push({ day, hour, count });
    }
  }
  return hours.length === 0 ? null : { zone: 'America/Los_Angeles', hours };
}

/**
 * `follower_demographics` by one dimension, the 45 largest groups at most: shares are of the followers
 * who are in those. Groups that we do not know pass through.
 */
export function parseFollowerGroups(rows: Rows): AudienceGroup[] {
  const counted = (rows.get('follower_demographics')?.parts ?? []).flatMap((part) => {
    const [key, ...others] = part.keys;
    const dimension = audienceDimensions.find((known) => known === key);
    const [name] = part.names;
    // Two dimensions at once are never asked for.
    if (dimension === undefined || others.length > 0 || name === undefined) return [];
    if (name.length > maxNameLength) throw broken(part.value, 'is of a group with no plain name');
    const count = optionalCounter(part.value);
    return count === null ? [] : [{ dimension, name, count }];
  });
  const total = (wanted: AudienceDimension): number =>
    counted.reduce((sum, { dimension, count }) => (dimension === wanted ? sum + count : sum), 0);
  return counted
    .filter(({ count }) => count > 0)
    .map((group) => ({ ...group, share: group.count / total(group.dimension) }));
}
