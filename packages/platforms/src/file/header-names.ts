/** Names are the same when their letters and digits are, in any case: `Post ID`, `post_id`. */
export const normalizeName = (name: string): string =>
  name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** A name of the file as it may stand in a message: short and without control characters. */
export function showName(name: string): string {
  const shown = name.trim().replace(/\p{C}/gu, '\ufffd');
  return shown.length > 60 ? `${shown.slice(0, 60).toWellFormed()}…` : shown;
}

/** Where the known columns of a row stand, and what the file calls them. */
export type LayoutOf<Key> = ReadonlyMap<Key, { readonly index: number; readonly name: string }>;

export interface NameIndex {
  /** First position of a normalized name. */
  readonly at: ReadonlyMap<string, number>;
  /** Normalized names that stand more than once. */
  readonly repeated: ReadonlySet<string>;
}

export function indexNames(names: readonly string[]): NameIndex {
  const at = new Map<string, number>();
  const repeated = new Set<string>();
  names.forEach((name, index) => {
    const normalized = normalizeName(name);
    if (at.has(normalized)) repeated.add(normalized);
    else at.set(normalized, index);
  });
  return { at, repeated };
}
