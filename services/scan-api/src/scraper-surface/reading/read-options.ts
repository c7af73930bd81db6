import {
  maxScrapedDays,
  maxScrapedPosts,
  type ScrapeOptions,
  scrapeOptionsSchema,
} from '@viral-scan/contracts';
import { type Complaints, Unprocessable } from './complaints.ts';
import { jsonErrorOffset } from './json-offset.ts';
import { laxInteger, laxNumber } from './lax-values.ts';
import { readFields } from './read-fields.ts';

export const defaultOptions: ScrapeOptions = scrapeOptionsSchema.parse({});

const shape = {
  max_posts: {
    read: laxInteger({ least: 1, most: maxScrapedPosts }),
    absent: defaultOptions.max_posts,
  },
  days_back: {
    read: laxInteger({ least: 1, most: maxScrapedDays }),
    absent: defaultOptions.days_back,
  },
  min_performance_percentile: {
    read: laxNumber({ least: 0, most: 100 }),
    absent: defaultOptions.min_performance_percentile,
  },
};

/**
 * What a caller wishes of a task, by the rules of FastAPI for an optional model: null for no body,
 * an empty one and `null`. A field that is `null` has its default, unknown fields are passed over.
 *
 * @throws Unprocessable when the body is not JSON
 */
export function readOptions(body: string, complaints: Complaints): ScrapeOptions | null {
  const given = parsed(body);
  if (given === null) return null;
  if (typeof given === 'object' && !Array.isArray(given)) {
    return readFields<ScrapeOptions>('body', { ...given }, shape, complaints);
  }
  const msg = 'Input should be a valid dictionary or object to extract fields from';
  complaints.add({ type: 'model_attributes_type', loc: ['body'], msg, input: given });
  return null;
}

function parsed(body: string): unknown {
  if (body === '') return null;
  try {
    return JSON.parse(body);
  } catch {
    const loc = ['body', jsonErrorOffset(body)];
    throw new Unprocessable([{ type: 'json_invalid', loc, msg: 'JSON decode error', input: {} }]);
  }
}
