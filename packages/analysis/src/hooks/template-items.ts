import type { TaggedWord } from './tagged-word.ts';

/** A word of a hook, and the slot it may fall into. */
export interface TemplateItem {
  readonly word: string;
  /** Null for words of form, which are always kept. */
  readonly slot: string | null;
}

/** Adverbs that carry a hook's form rather than its matter. */
const formAdverbs = new Set(
  `how why when where never always now then here there too so just only ever still not again
  finally really actually most more less`.split(/\s+/),
);

function slotOf({ word, part }: TaggedWord): string | null {
  if (part === 'NOUN' || part === 'PROPN' || part === 'X') return '[NOUN]';
  if (part === 'VERB') return '[VERB]';
  if (part === 'ADJ') return '[ADJ]';
  if (part === 'NUM') return '[NUM]';
  if (part === 'ADV') return formAdverbs.has(word) ? null : '[ADV]';
  return null;
}

/** Slots that fall away in the loose reading: "[NUM] easy ways" is "[NUM] ways". */
const loose = new Set(['[ADJ]', '[ADV]']);

/**
 * A hook as a sequence of words with their slots, at most `most` long. Numbers are always
 * slots; neighbours of one slot (the nouns of a compound) are one item, which is a slot.
 * O(words).
 */
export function templateItems(
  tagged: readonly TaggedWord[],
  withAdjectives: boolean,
  most: number,
): TemplateItem[] {
  const items: TemplateItem[] = [];
  for (const each of tagged) {
    const slot = slotOf(each);
    if (slot !== null && !withAdjectives && loose.has(slot)) continue;
    if (slot !== null && items.at(-1)?.slot === slot) {
      items[items.length - 1] = { word: slot, slot };
      continue;
    }
    if (items.length >= most) break;
    items.push({ word: slot === '[NUM]' ? slot : each.word, slot });
  }
  return items;
}

export const isSlot = (item: string): boolean => item.startsWith('[');
