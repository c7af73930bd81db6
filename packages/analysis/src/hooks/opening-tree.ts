import type { ItemCounts } from './item-counts.ts';
import type { TemplateItem } from './template-items.ts';

/** A beginning shared by some sequences. */
export interface Opening {
  /** Number of the opening one item shorter; -1 for those of one item. */
  readonly parent: number;
  /** A word, or a slot. */
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

/** A word is kept rather than made a slot where this share of a beginning goes on with it, … */
const keptShare = 0.2;
/** … or this share, if it stands here so many times as often as among its like elsewhere … */
const keptTypical = 0.04;
const typical = 5;
/** … or where, as a verb, it opens this share of the hooks: "stop …" is a form. */
const keptOpeningVerb = 0.02;

type Grown = Map<string, { readonly slot: string | null; readonly members: number[] }>;

/** Words that lead on often enough, and the slots of the rest. */
function branches(
  words: Grown,
  of: number,
  fewest: number,
  leastShare: (word: string, slot: string) => number,
): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [word, { slot, members }] of words) {
    const kept = slot === null || members.length >= Math.max(fewest, leastShare(word, slot) * of);
    const item = kept ? word : slot;
    const together = found.get(item);
    if (together === undefined) found.set(item, members);
    else for (const i of members) together.push(i);
  }
  return found;
}

/**
 * Every beginning that `fewest` or more sequences share, grown an item at a time: only
 * frequent beginnings are grown (Agrawal & Srikant 1994: no extension of a rare one is
 * frequent), each by the words that often follow it and by slots for the others.
 * O(items).
 */
export function growOpenings(
  sequences: readonly (readonly TemplateItem[])[],
  counts: ItemCounts,
  fewest: number,
  longest: number,
): OpeningTree {
  const openings: Opening[] = [];
  const deepest = new Int32Array(sequences.length).fill(-1);
  let alive = Array.from(sequences.keys());
  for (let length = 1; length <= longest && alive.length >= fewest; length += 1) {
    const groups = new Map<number, Grown>();
    for (const i of alive) {
      const item = sequences[i]?.[length - 1];
      if (item === undefined) continue;
      const parent = deepest[i] ?? -1;
      const words: Grown = groups.get(parent) ?? new Map();
      groups.set(parent, words);
      const known = words.get(item.word);
      if (known === undefined) words.set(item.word, { slot: item.slot, members: [i] });
      else known.members.push(i);
    }
    alive = [];
    const leastShare = (word: string, slot: string): number => {
      if (length === 1) return slot === '[VERB]' ? keptOpeningVerb : keptShare;
      const expected = typical * counts.shareOfSlot(word, slot);
      return Math.min(keptShare, Math.max(keptTypical, expected));
    };
    for (const [parent, words] of groups) {
      const of = openings[parent]?.count ?? sequences.length;
      for (const [item, members] of branches(words, of, fewest, leastShare)) {
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
