import { broken, type JsonNode, optionalText, requiredText } from './json-node.ts';

/** A finite number that came as such or as a decimal text; null when absent. */
export function optionalNumber(node: JsonNode): number | null {
  const { value } = node;
  if (value === undefined || value === null) return null;
  const number =
    typeof value === 'string' && /^-?\d{1,16}(\.\d{1,20})?$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw broken(node, 'is not a number');
}

/** A number from 0 on, such as seconds. */
export function optionalAmount(node: JsonNode): number | null {
  const amount = optionalNumber(node);
  if (amount !== null && amount < 0) throw broken(node, 'is below 0');
  return amount;
}

/** A whole number of either sign, such as a platform's own difference of a counter. */
export function optionalDifference(node: JsonNode): number | null {
  const difference = optionalNumber(node);
  if (difference !== null && !Number.isSafeInteger(difference)) {
    throw broken(node, 'is not a whole number');
  }
  return difference;
}

/** An id that came as a text, or bare (read with `parseExactJson`). */
export function requiredId(node: JsonNode): string {
  return typeof node.value === 'number' && Number.isSafeInteger(node.value)
    ? String(node.value)
    : requiredText(node);
}

/** Seconds since 1970, as a number or its digits; null when absent. */
export function optionalEpochSeconds(node: JsonNode): Date | null {
  const seconds = optionalNumber(node);
  if (seconds === null) return null;
  const time = new Date(seconds * 1_000);
  // Milliseconds taken for seconds would lie in the year 50000, 0 means that nobody knows.
  if (seconds <= 0 || !(time.getTime() < latestMs)) {
    throw broken(node, 'is not a time in seconds');
  }
  return time;
}
const latestMs = Date.UTC(3_000, 0);

export function requiredFlag(node: JsonNode): boolean {
  if (node.value === undefined || node.value === null) throw broken(node, 'is missing');
  if (typeof node.value !== 'boolean') throw broken(node, 'is neither true nor false');
  return node.value;
}

/** As `optionalText`; a text without content is none. */
export const textOrNull = (node: JsonNode): string | null => optionalText(node) || null;
