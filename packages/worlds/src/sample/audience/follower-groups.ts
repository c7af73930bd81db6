import type { AudienceDimension, AudienceGroup } from '../../audience/audience-group.ts';
import { createRandom, seedFor } from '../random.ts';

/** Below this no platform tells of an account's followers. */
export const fewestFollowersOfGroups = 100;
/** Share of the followers of whom the platform knows it. */
const knownShare: Readonly<Record<AudienceDimension, number>> = {
  age: 0.94,
  gender: 0.97,
  country: 0.9,
  city: 0.46,
};
const sigma = 0.25;

/** Weights of the groups, as Instagram and Threads name them. */
const weights: Readonly<Record<AudienceDimension, Readonly<Record<string, number>>>> = {
  age: {
    '13-17': 2,
    '18-24': 19,
    '25-34': 38,
    '35-44': 24,
    '45-54': 10,
    '55-64': 4,
    '65+': 2,
  },
  gender: { F: 56, M: 37, U: 7 },
  country: { DE: 61, AT: 9, CH: 7, US: 6, GB: 4, NL: 4, FR: 3, PL: 2, IT: 2, ES: 1 },
  city: {
    'Berlin, Berlin': 27,
    'Hamburg, Hamburg': 15,
    'Munich, Bavaria': 13,
    'Cologne, North Rhine-Westphalia': 10,
    'Vienna, Vienna': 9,
    'Leipzig, Saxony': 7,
    'Zürich, Canton of Zürich': 6,
    'Frankfurt am Main, Hesse': 6,
    'London, England': 4,
    'Amsterdam, North Holland': 3,
  },
};

/**
 * Who an account's followers are: weights that belong to the account (`key`), so that groups grow
 * with it and keep their order. Most first, then by name; empty below 100 followers.
 */
export function followerGroups(
  seed: number,
  key: string,
  dimension: AudienceDimension,
  followers: number,
): readonly AudienceGroup[] {
  if (followers < fewestFollowersOfGroups) return [];
  const random = createRandom(seedFor(seed, `${key} followers by ${dimension}`));
  const drawn = Object.entries(weights[dimension]).map(([name, weight]) => ({
    name,
    weight: weight * Math.exp(sigma * random.normal()),
  }));
  const whole = drawn.reduce((sum, { weight }) => sum + weight, 0);
  return drawn
    .map(({ name, weight }) => ({
      name,
      count: Math.floor((followers * knownShare[dimension] * weight) / whole),
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
