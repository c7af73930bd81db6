import { externalIdSchema } from '@viral-scan/contracts';
import { parseExactJson } from '../answer/exact-json.ts';

/**
 * Reads documents that platforms push to us. Whatever stands where something else is expected is
 * absent: a platform that adds to its events must not lose us those that we know.
 */

/** The text of a body; null when it is not UTF-8. */
export function bodyText(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

/** JSON with integers above 2^53 as texts; undefined when it is none, or too deep. */
export function readJson(text: string | null): unknown {
  try {
    return text === null ? undefined : parseExactJson('delivery', text).value;
  } catch {
    return undefined;
  }
}

/** An object's own members; of everything else none. */
export const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isObject(value) ? Object.entries(value) : [];

/** The member at a path of names, or undefined. */
export function memberAt(value: unknown, ...names: readonly string[]): unknown {
  let at = value;
  for (const name of names) {
    if (!isObject(at) || !Object.hasOwn(at, name)) return undefined;
    at = at[name];
  }
  return at;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The elements of a list; of everything else none. */
export const elementsOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : [];

/** An id as a text, however it came; null when it cannot be one that we keep. */
export function idOf(value: unknown): string | null {
  const isCount = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  const id = externalIdSchema.safeParse(isCount ? String(value) : value);
  return id.success ? id.data : null;
}

/** What a platform calls an event; `unknown` for what is no name. */
export const nameOf = (value: unknown): string =>
  typeof value === 'string' && /^[\w.:-]{1,100}$/.test(value) ? value : 'unknown';

const firstMs = 100_000_000_000;
const lastMs = Date.UTC(3_000, 0);

/** Seconds since 1970, or milliseconds where they are too many for seconds. */
export function momentOf(value: unknown): Date | null {
  const digits = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof digits !== 'number' || !(digits > 0)) return null;
  const ms = digits < firstMs ? digits * 1_000 : digits;
  return ms < lastMs ? new Date(ms) : null;
}
