import type { JsonNode } from './json-node.ts';
import { parseJson } from './parse-json.ts';

/** A bare integer long enough to be above 2^53, or text that looks like one. */
const longDigits = /(?:^|[:,[\s])-?\d{16,}/;

type ParseWithSource = (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

/**
 * As `parseJson`, but integers that a double cannot hold come as their digits, as a text: an id
 * above 2^53 that a platform sends bare stays exact.
 */
export function parseExactJson(path: string, text: string): JsonNode {
  if (!longDigits.test(text)) return parseJson(path, text);
  return parseJson(path, text, (json) =>
    (JSON.parse as ParseWithSource)(json, (_key, value, { source }) =>
      typeof value === 'number' && !Number.isSafeInteger(value) && isInteger(source)
        ? source
        : value,
    ),
  );
}

const isInteger = (source: string | undefined): boolean =>
  source !== undefined && /^-?\d+$/.test(source);
