import { broken, type JsonNode } from '../../answer/json-node.ts';
import { optionalNumber } from '../../answer/numbers.ts';

/** A whole number of either sign that may carry binary noise; null when absent. */
export function optionalDifference(node: JsonNode): number | null {
  const number = optionalNumber(node);
  if (number === null) return null;
  const whole = Math.round(number);
  if (Math.abs(number - whole) > 1e-6 || !Number.isSafeInteger(whole)) {
    throw broken(node, 'is not a whole number');
  }
  return whole;
}

/** A count that may carry binary noise; null when absent. */
export function optionalWhole(node: JsonNode): number | null {
  const whole = optionalDifference(node);
  if (whole !== null && whole < 0) throw broken(node, 'is below 0');
  return whole;
}
