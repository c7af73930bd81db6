/** Pieces that several resources of the Data API share. */

import type { World } from '@viral-scan/worlds';
import type { Query } from './parameters.ts';

/** The platform writes whole seconds without a fraction. */
export const toTimestamp = (at: Date): string => at.toISOString().replace('.000Z', 'Z');

/** `value` under `name`, or nothing at all when the world does not know it. */
export const present = <Name extends string, Value>(
  name: Name,
  value: Value | null,
): Partial<Record<Name, Value>> =>
  value === null ? {} : ({ [name]: value } as Partial<Record<Name, Value>>);

/** Counters travel as strings. */
export const counter = <Name extends string>(
  name: Name,
  value: number | null,
): Partial<Record<Name, string>> => present(name, value === null ? null : String(value));

const sizes = [
  ['default', 'default', 120, 90],
  ['medium', 'mqdefault', 320, 180],
  ['high', 'hqdefault', 480, 360],
] as const;

/** The addresses follow from the id; nothing serves them here. */
export const videoThumbnails = (videoId: string) =>
  Object.fromEntries(
    sizes.map(([size, file, width, height]) => [
      size,
      { url: `https://i.ytimg.com/vi/${videoId}/${file}.jpg`, width, height },
    ]),
  );

/** One call of the Data API. */
export interface DataCall {
  readonly world: World;
  readonly at: Date;
  readonly query: Query;
  /** The channel of the bearer token; null for a call with a key. */
  readonly owner: string | null;
}

/** A list answer without its etag. */
export interface ListBody {
  readonly kind: string;
  readonly nextPageToken?: string;
  readonly prevPageToken?: string;
  readonly pageInfo: { readonly totalResults: number; readonly resultsPerPage: number };
  readonly items: readonly unknown[];
}
