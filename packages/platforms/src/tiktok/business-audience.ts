import type { AudienceDimension, AudienceGroup } from '@viral-scan/contracts';
import { at, elements, type JsonNode } from '../answer/json-node.ts';
import { optionalAmount, textOrNull } from '../answer/numbers.ts';

/** Lists of a `business/get` answer, and what names a group in each. */
const lists = {
  audience_ages: { dimension: 'age', name: 'age' },
  audience_genders: { dimension: 'gender', name: 'gender' },
  audience_countries: { dimension: 'country', name: 'country' },
  audience_cities: { dimension: 'city', name: 'city_name' },
} as const satisfies Record<string, { dimension: AudienceDimension; name: string }>;

export const audienceFields = Object.keys(lists);

/**
 * Who the followers are, `[{age: "25-34", percentage: 0.42}]` and the like: names are TikTok's,
 * percentages shares of 1. Below 100 followers its lists are empty or missing. What is no share, or
 * has no name, is not known.
 */
export function parseBusinessAudience(data: JsonNode): AudienceGroup[] {
  return Object.entries(lists).flatMap(([list, { dimension, name: nameField }]) => {
    const byName = new Map<string, AudienceGroup>();
    for (const entry of elements(at(data, list))) {
      const name = textOrNull(at(entry, nameField));
      const share = optionalAmount(at(entry, 'percentage'));
      if (name === null || share === null || share > 1) continue;
      byName.set(name, { dimension, name, count: null, share });
    }
    return [...byName.values()];
  });
}
