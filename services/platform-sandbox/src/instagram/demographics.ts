import { type AudienceGroup, audienceDimensions, type InstagramAccount } from '@viral-scan/worlds';
import { badParameter } from '../meta/graph-error.ts';
import { type Breakdown, totalRow } from '../meta/insight-row.ts';
import { readChoice } from '../meta/parameters.ts';
import type { InstagramCall } from './instagram-call.ts';

const mostGroups = 45;
const engagedShare = 0.2;
const breakdowns = [...audienceDimensions, 'age,gender'] as const;

/** Who follows, or engages: one breakdown a call, the 45 largest groups, none below 100 people. */
export function demographics(
  call: InstagramCall,
  { id }: InstagramAccount,
  wanted: readonly string[],
): readonly object[] {
  const { query } = call;
  if (readChoice(query, 'metric_type', ['total_value', 'time_series']) !== 'total_value') {
    throw badParameter(
      `The following metrics (${wanted.join(', ')}) should be specified with parameter metric_type=total_value`,
    );
  }
  const timeframe = readChoice(query, 'timeframe', ['this_week', 'this_month']);
  if (timeframe === null) throw badParameter('The parameter timeframe is required');
  const breakdown = readChoice(query, 'breakdown', breakdowns);
  if (breakdown === null) throw badParameter('The parameter breakdown is required');
  return wanted.flatMap((name) => {
    const share = name === 'follower_demographics' ? 1 : engagedShare;
    const results = groupsBy(call, id, breakdown)
      .map(([values, count]) => [values, Math.floor(count * share)] as const)
      .filter(([, count]) => count > 0)
      .slice(0, mostGroups);
    const people = results.reduce((sum, [, count]) => sum + count, 0);
    if (people < 100) return [];
    const head = { id, name, period: 'lifetime' } as const;
    return [totalRow(head, null, { dimensions: breakdown.split(','), results })];
  });
}

function groupsBy(
  { instagram, at }: InstagramCall,
  id: string,
  breakdown: (typeof breakdowns)[number],
): Breakdown['results'] {
  const single = ({ name, count }: AudienceGroup): [string[], number] => [[name], count];
  if (breakdown !== 'age,gender') return instagram.followersBy(id, breakdown, at).map(single);
  // Worlds know each by itself: taken for independent.
  const genders = instagram.followersBy(id, 'gender', at);
  const people = genders.reduce((sum, { count }) => sum + count, 0);
  return instagram
    .followersBy(id, 'age', at)
    .flatMap((age) =>
      genders.map((gender): [string[], number] => [
        [age.name, gender.name],
        Math.floor((age.count * gender.count) / Math.max(1, people)),
      ]),
    );
}
