import { UpstreamContractBroken } from '@viral-scan/contracts';

/** A value of an answer and where it stands, so that a broken contract names platform, call and field. */
export interface JsonNode {
  readonly value: unknown;
  readonly path: string;
}

export const broken = (node: JsonNode, expected: string): UpstreamContractBroken =>
  new UpstreamContractBroken(`the answer breaks its contract: ${node.path} ${expected}`);

/** The member `key`, or a node without value when there is none; never looks at prototypes. */
export function child(node: JsonNode, key: string): JsonNode {
  const path = `${node.path}.${key}`;
  if (isAbsent(node)) return { value: undefined, path };
  if (typeof node.value !== 'object' || Array.isArray(node.value)) {
    throw broken(node, 'is not an object');
  }
  const has = Object.hasOwn(node.value as object, key);
  return { value: has ? (node.value as Record<string, unknown>)[key] : undefined, path };
}

export const at = (node: JsonNode, ...keys: readonly string[]): JsonNode =>
  keys.reduce(child, node);

/** Elements of a list; an absent list is empty. */
export function elements(node: JsonNode): JsonNode[] {
  if (isAbsent(node)) return [];
  if (!Array.isArray(node.value)) throw broken(node, 'is not a list');
  return node.value.map((value: unknown, index) => ({ value, path: `${node.path}[${index}]` }));
}

export function optionalText(node: JsonNode): string | null {
  if (isAbsent(node)) return null;
  if (typeof node.value !== 'string') throw broken(node, 'is not a text');
  return node.value;
}

export function requiredText(node: JsonNode): string {
  const text = optionalText(node);
  if (text === null || text === '') throw broken(node, 'is missing');
  return text;
}

/** Counters come as strings of digits; absent (hidden, switched off) is null. */
export function optionalCounter(node: JsonNode): number | null {
  if (isAbsent(node)) return null;
  const count =
    typeof node.value === 'string' && /^\d{1,16}$/.test(node.value)
      ? Number(node.value)
      : node.value;
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  throw broken(node, 'is not a count');
}

export function optionalTime(node: JsonNode): Date | null {
  const text = optionalText(node);
  if (text === null) return null;
  const time = new Date(/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : '');
  if (Number.isNaN(time.getTime())) throw broken(node, 'is not a time');
  return time;
}

export function requiredTime(node: JsonNode): Date {
  const time = optionalTime(node);
  if (time === null) throw broken(node, 'is missing');
  return time;
}

const isAbsent = (node: JsonNode): boolean => node.value === undefined || node.value === null;
