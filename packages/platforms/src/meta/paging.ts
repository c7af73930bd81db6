import { at, broken, elements, type JsonNode, optionalText } from '../answer/json-node.ts';

const maxCursorLength = 2_000;

/**
 * The `paging.cursors.after` of an answer; null when there is none. Of `paging` nothing else is ever
 * kept: `next` and `previous` hold the access token.
 */
export function afterCursor(root: JsonNode): string | null {
  const after = at(root, 'paging', 'cursors', 'after');
  const cursor = optionalText(after) || null;
  if (cursor !== null && cursor.length > maxCursorLength) throw broken(after, 'is no cursor');
  return cursor;
}

/** Whether there is a page behind this one; cursors alone do not say so. */
export const hasNextPage = (root: JsonNode): boolean =>
  typeof at(root, 'paging', 'next').value === 'string';

/** The `data` of a list. Empty is an answer, missing is none: taken for empty it would end a listing. */
export function listOf(root: JsonNode): JsonNode[] {
  const data = at(root, 'data');
  if (!Array.isArray(data.value)) throw broken(data, 'is not a list');
  return elements(data);
}
