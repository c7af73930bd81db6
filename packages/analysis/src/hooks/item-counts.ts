import type { TemplateItem } from './template-items.ts';

/** How often each word and each slot stands in an account's hooks. */
export interface ItemCounts {
  /** −log2 of an item's share of all items. */
  bits(item: string): number;
  /** Share of a slot's words that this word is. */
  shareOfSlot(word: string, slot: string): number;
}

/** O(items). */
export function countItems(sequences: readonly (readonly TemplateItem[])[]): ItemCounts {
  const counts = new Map<string, number>();
  let total = 0;
  for (const sequence of sequences) {
    for (const { word, slot } of sequence) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      if (slot !== null && slot !== word) counts.set(slot, (counts.get(slot) ?? 0) + 1);
    }
    total += sequence.length;
  }
  const count = (item: string): number => counts.get(item) ?? 1;
  return {
    bits: (item) => Math.log2(total / count(item)),
    shareOfSlot: (word, slot) => count(word) / count(slot),
  };
}
