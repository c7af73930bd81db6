/** A beginning shared by some sequences. */
export interface Opening {
  /** Number of the opening one item shorter; -1 for those of one item. */
  readonly parent: number;
  readonly item: string;
  readonly length: number;
  /** Sequences that begin so. */
  readonly count: number;
  /** Of those, sequences that end here. */
  readonly ending: number;
}

export interface OpeningTree {
  /** Parents stand before their children. */
  readonly openings: readonly Opening[];
  /** The longest opening of each sequence; -1 without any. */
  readonly deepest: Int32Array;
}

/**
 * Every beginning that `fewest` or more sequences share, grown an item at a time: only
 * frequent openings are grown (Agrawal & Srikant 1994: no extension of a rare one is
 * frequent). O(items).
 */
export function growOpenings(
  sequences: readonly (readonly string[])[],
  fewest: number,
  longest: number,
): OpeningTree {
  const openings: Opening[] = [];
  const deepest = new Int32Array(sequences.length).fill(-1);
  let alive = Array.from(sequences.keys());
  for (let length = 1; length <= longest && alive.length >= fewest; length += 1) {
    const groups = new Map<number, Map<string, number[]>>();
    for (const i of alive) {
      const item = sequences[i]?.[length - 1];
      if (item === undefined) continue;
      const parent = deepest[i] ?? -1;
      const children = groups.get(parent) ?? new Map<string, number[]>();
      groups.set(parent, children);
      const members = children.get(item);
      if (members === undefined) children.set(item, [i]);
      else members.push(i);
    }
    alive = [];
    for (const [parent, children] of groups) {
      for (const [item, members] of children) {
        if (members.length < fewest) continue;
        let ending = 0;
        for (const i of members) {
          deepest[i] = openings.length;
          if (sequences[i]?.length === length) ending += 1;
          alive.push(i);
        }
        openings.push({ parent, item, length, count: members.length, ending });
      }
    }
  }
  return { openings, deepest };
}

/** The items of an opening. O(length). */
export function itemsOf(tree: OpeningTree, opening: number): string[] {
  const items: string[] = [];
  for (let node = opening; node >= 0; node = tree.openings[node]?.parent ?? -1) {
    items.push(tree.openings[node]?.item ?? '');
  }
  return items.reverse();
}

/** 1 for each sequence that begins so. O(openings + sequences). */
export function membersOf({ openings, deepest }: OpeningTree, opening: number): Uint8Array {
  const inside = new Uint8Array(openings.length);
  for (let node = opening; node < openings.length; node += 1) {
    const parent = openings[node]?.parent ?? -1;
    inside[node] = node === opening || (parent >= 0 && inside[parent] === 1) ? 1 : 0;
  }
  const members = new Uint8Array(deepest.length);
  for (let i = 0; i < deepest.length; i += 1) {
    const node = deepest[i] as number;
    members[i] = node < 0 ? 0 : (inside[node] as number);
  }
  return members;
}
