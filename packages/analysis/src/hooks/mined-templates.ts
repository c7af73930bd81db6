import type { HookWords } from './hook-words.ts';
import { growOpenings, itemsOf, membersOf, type OpeningTree } from './opening-tree.ts';
import { contentWords, isSlot, templateItems } from './template-items.ts';

/** A template of an account's own openings, and which hooks are of it. */
export interface MinedTemplate {
  /** "[NUM] ways to [VERB] …"; without "…" where nearly all end there. */
  readonly template: string;
  readonly members: Uint8Array;
}

const shortest = 3;
const longest = 8;
const mostTemplates = 12;
const mostExamined = 60;
/** An opening is dropped for a longer one that this share of its hooks has. */
const coveredBy = 0.9;
/** Sets of hooks that overlap so much (Jaccard) are one. */
const same = 0.8;

interface Candidate {
  readonly tree: OpeningTree;
  readonly opening: number;
  readonly template: string;
  readonly bits: number;
}

function frequentWords(hooks: readonly HookWords[], fewest: number): Set<string> {
  const counts = new Map<string, number>();
  for (const { tagged } of hooks) {
    for (const word of contentWords(tagged)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= fewest).map(([word]) => word));
}

/** −log2 of each item's share of all items. */
function surprise(sequences: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  let total = 0;
  for (const sequence of sequences) {
    for (const item of sequence) counts.set(item, (counts.get(item) ?? 0) + 1);
    total += sequence.length;
  }
  return new Map([...counts].map(([item, count]) => [item, Math.log2(total / count)]));
}

function candidates(sequences: readonly (readonly string[])[], fewest: number): Candidate[] {
  const tree = growOpenings(sequences, fewest, longest);
  const bitsOf = surprise(sequences);
  const most = sequences.length - fewest;
  const largestChild = new Int32Array(tree.openings.length);
  for (const { parent, count } of tree.openings) {
    if (parent >= 0) largestChild[parent] = Math.max(largestChild[parent] ?? 0, count);
  }
  return tree.openings.flatMap(({ length, count, ending }, opening): Candidate[] => {
    if (length < shortest || count > most) return [];
    if ((largestChild[opening] ?? 0) >= coveredBy * count) return [];
    const items = itemsOf(tree, opening);
    if (items.every((item) => isSlot(item) && item !== '[NUM]')) return [];
    const bits = count * items.reduce((sum, item) => sum + (bitsOf.get(item) ?? 0), 0);
    const rest = ending >= coveredBy * count ? '' : ' …';
    return [{ tree, opening, template: `${items.join(' ')}${rest}`, bits }];
  });
}

/** Hooks in both over hooks in either. O(n). */
function jaccard(a: Uint8Array, b: Uint8Array): number {
  let both = 0;
  let either = 0;
  for (let i = 0; i < a.length; i += 1) {
    both += (a[i] as number) & (b[i] as number);
    either += (a[i] as number) | (b[i] as number);
  }
  return either === 0 ? 1 : both / either;
}

/**
 * The commonest forms of an account's English openings: each hook as words and slots, with
 * its frequent words and without any; the beginnings of 3 to 8 items which `fewest` hooks
 * share and `fewest` do not; of those the ones that describe most (hooks × −log2 of the
 * items' shares), at most 12, none nearly the same hooks as another or as one of `known`.
 * Looks at texts alone, never at how posts did. O(items + 60 · known · hooks).
 */
export function mineTemplates(
  hooks: readonly HookWords[],
  known: readonly Uint8Array[],
  fewest: number,
): MinedTemplate[] {
  const enough = Math.max(fewest, Math.ceil(hooks.length / 500));
  const frequent = frequentWords(hooks, enough);
  const found = [frequent, null]
    .flatMap((kept) =>
      candidates(
        hooks.map(({ tagged }) => templateItems(tagged, kept, longest + 1)),
        enough,
      ),
    )
    .sort((a, b) => b.bits - a.bits || (a.template < b.template ? -1 : 1))
    .slice(0, mostExamined);
  const kept: MinedTemplate[] = [];
  for (const { tree, opening, template } of found) {
    if (kept.length >= mostTemplates) break;
    const members = membersOf(tree, opening);
    const others = [...known, ...kept.map((each) => each.members)];
    if (others.some((other) => jaccard(members, other) >= same)) continue;
    kept.push({ template, members });
  }
  return kept;
}
