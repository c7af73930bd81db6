import type { HookWords } from './hook-words.ts';
import { countItems } from './item-counts.ts';
import { growOpenings, itemsOf, membersOf, type OpeningTree } from './opening-tree.ts';
import { isSlot, type TemplateItem, templateItems } from './template-items.ts';

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

function candidates(sequences: readonly (readonly TemplateItem[])[], fewest: number): Candidate[] {
  const counts = countItems(sequences);
  const tree = growOpenings(sequences, counts, fewest, longest);
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
    const bits = count * items.reduce((sum, item) => sum + counts.bits(item), 0);
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
 * its adjectives and adverbs and without; the beginnings of 3 to 8 items which `fewest` hooks
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
  const found = [true, false]
    .flatMap((withAdjectives) =>
      candidates(
        hooks.map(({ tagged }) => templateItems(tagged, withAdjectives, longest + 1)),
        enough,
      ),
    )
    .sort((a, b) => b.bits - a.bits || (a.template < b.template ? -1 : 1))
    .slice(0, mostExamined);
  const kept: MinedTemplate[] = [];
  for (const { tree, opening, template } of found) {
    if (kept.length >= mostTemplates) break;
    if (kept.some((each) => each.template === template)) continue;
    const members = membersOf(tree, opening);
    const others = [...known, ...kept.map((each) => each.members)];
    if (others.some((other) => jaccard(members, other) >= same)) continue;
    kept.push({ template, members });
  }
  return kept;
}
