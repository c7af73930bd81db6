import { broken, type JsonNode, optionalText } from '../answer/json-node.ts';

/** `2019-09-26T22:36:43+0000`, the offset without a colon, or with one, or `Z`. */
const written = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:Z|([+-]\d{2}):?(\d{2}))$/;

/** A moment as Meta writes it; null when absent. */
export function optionalGraphTime(node: JsonNode): Date | null {
  const text = optionalText(node);
  if (text === null) return null;
  const [, local, hours = '+00', minutes = '00'] = written.exec(text) ?? [];
  const time = new Date(`${local}${hours}:${minutes}`);
  if (Number.isNaN(time.getTime())) throw broken(node, 'is not a time');
  return time;
}

export function requiredGraphTime(node: JsonNode): Date {
  const time = optionalGraphTime(node);
  if (time === null) throw broken(node, 'is missing');
  return time;
}
